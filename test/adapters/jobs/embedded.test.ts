import { createScheduler } from '../../../adapters/jobs/embedded.ts';
import { schedulerContract } from '../../contract/scheduler.ts';

schedulerContract('embedded', createScheduler);
