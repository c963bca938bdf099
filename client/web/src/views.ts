// SPDX-License-Identifier: EUPL-1.2
// What the core's views say, as client/web/README.md lists them. Ids and
// hashes are hexadecimal, times RFC 3339, dates YYYY-MM-DD.

export interface Person {
  readonly member: string;
  /** From the person's card. */
  readonly name?: string;
  /** Without a card: as what we know them. */
  readonly is?: string;
}

export interface Self {
  readonly joined: boolean;
  readonly organisation?: string;
  readonly member?: string;
  readonly role?: 'coordinator' | 'supporter' | 'professional' | 'contact';
  readonly origin?: string;
  readonly name?: string;
  /** The root's six words. */
  readonly words?: string;
  /** How many things wait to be sent. */
  readonly outbox?: number;
}

export interface Offer {
  readonly organisation: string;
  readonly origin: string;
  readonly words: string;
  readonly role: NonNullable<Self['role']>;
  readonly role_name: string;
  readonly name: string;
  readonly invited_by: string;
  readonly club?: string;
  readonly team?: string;
}

export interface Club {
  readonly club: string;
  readonly name: string;
  readonly kind: string;
  readonly district: string;
  /** No note of it is taken any more. */
  readonly ended: boolean;
  /** Contact of it, or assigned to it. */
  readonly ours: boolean;
  /** Receivers who have to be shown before the next note. */
  readonly unseen: readonly Person[];
  readonly account_holder?: Person;
  readonly deputies: readonly Person[];
  readonly phone?: string;
}

export interface Member {
  readonly member: string;
  readonly name?: string;
  readonly phone?: string;
  readonly role: NonNullable<Self['role']>;
  /** Hash of the appointment, which a revocation names. */
  readonly appointment: string;
  readonly from: string;
  readonly until: string;
  readonly in_force: boolean;
  readonly revoked: boolean;
  readonly scope: readonly string[];
  readonly devices: readonly {
    readonly key: string;
    readonly statement: string;
    readonly position: number;
    readonly ended: boolean;
    readonly voided: boolean;
  }[];
}

export interface Charter {
  readonly name: string;
  readonly number: number;
  readonly naming: 'never' | 'known' | 'allowed';
  readonly districts: readonly {
    readonly district: string;
    readonly name: string;
  }[];
  readonly teams: readonly {
    readonly team: string;
    readonly district: string;
    readonly name: string;
    readonly controller: string;
    readonly privacy_contact: string;
    readonly phone: string;
  }[];
  readonly terms: {
    readonly remind_days: number;
    readonly deputy_days: number;
    readonly coordinator_days: number;
    readonly answer_days: number;
  };
  readonly retention: {
    readonly closed_days: number;
    readonly open_days: number;
  };
  readonly roles: Readonly<Record<'contact' | 'professional' |
    'account_holder' | 'supporter' | 'coordinator', string>>;
  readonly signposts: readonly {
    readonly kind?: string;
    readonly name: string;
    readonly phone: string;
    readonly when: string;
  }[];
}

export interface Signal {
  readonly id: string;
  readonly club: string;
  readonly club_name?: string;
  readonly state: 'waiting' | 'opened' | 'acknowledged' | 'closed' |
    'retracted' | 'erased';
  readonly held: boolean;
  readonly time: string;
  readonly author: Person;
  readonly is_holder: boolean;
  readonly new: boolean;
  readonly answered: boolean;
  readonly acknowledged_by?: Person;
  readonly acknowledged_at?: string;
  readonly holders: readonly Person[];
}

export type Progress =
  'queued' | 'asking' | 'failed' | 'stored' | 'listed' | 'opened';

export interface SignalRecord {
  readonly id: string;
  readonly kind: string;
  readonly author: Person;
  readonly ours: boolean;
  readonly former: boolean;
  readonly unproven: boolean;
  readonly void: boolean;
  readonly refused: boolean;
  readonly progress: Progress;
  readonly time: string;
  readonly has_body: boolean;
  readonly readings: readonly {
    readonly by: Person;
    readonly time: string;
    readonly unreadable: boolean;
  }[];
  readonly receivers: readonly Person[];
}

export interface Clock {
  /** Something of it was not opened by anybody it is for. */
  readonly waits: boolean;
  /** 0 in time, 1 reminded, 2 the deputies, 3 the coordinators. */
  readonly step: number;
  readonly read_by?: string;
  readonly answer_by?: string;
  readonly answer_late: boolean;
  readonly open_too_long: boolean;
  /** Where to ring about it; empty: not known. */
  readonly phone: string;
}

export interface WholeSignal extends Signal {
  readonly clock: Clock;
  /** Holders who have to be shown before an addendum. */
  readonly unseen: readonly Person[];
  readonly records: readonly SignalRecord[];
}
