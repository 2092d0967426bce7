/** A fault to be met by the next calls whose name holds `on`. */
export interface Fault {
  readonly on: string;
  readonly kind: FaultKind;
  /** How many calls meet it; 1 by default. */
  readonly times?: number;
  /** For `status` and `status-applied`; 500 by default. */
  readonly status?: number;
  /** For a status 429: the header as it is sent. */
  readonly retryAfter?: string;
  /** For `error`: the platform's own error, such as `invalid_auth` or 50001. */
  readonly error?: string | number;
  /** Called when a call meets it: for one that hangs, once the call was applied where it is to be. */
  readonly met?: () => void;
}

/**
 * status: answered so, not applied; status-applied: applied, then answered so; error: the platform's own refusal;
 * reset: the connection breaks before anything is applied; lost: applied, then it breaks without an answer;
 * truncated: applied, half of the answer comes; not-json: applied, a page of HTML comes;
 * hang, hang-applied: no answer ever comes.
 */
export type FaultKind =
  | 'status'
  | 'status-applied'
  | 'error'
  | 'reset'
  | 'lost'
  | 'truncated'
  | 'not-json'
  | 'hang'
  | 'hang-applied';

/** Faults that wait for their calls. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault for a call, used up by it. */
  take(name: string): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take: (name) => {
      const met = waiting.find(({ fault }) => name.includes(fault.on));
      if (met === undefined) return undefined;
      met.left--;
      waiting = waiting.filter(({ left }) => left > 0);
      return met.fault;
    },
    clear: () => {
      waiting = [];
    },
  };
}
