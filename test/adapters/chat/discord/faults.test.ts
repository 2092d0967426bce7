import { survivesFaults } from '../faults/suite.ts';

survivesFaults('discord');
