/**
 * What stands for the values that sentences are made of, by the name that the words give them: each sentence is said
 * with every one of them, so that all its branches are read.
 */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  actorEmail: ['ann@example.com', null],
  actorName: ['Ann Lee', null],
  added: [['editor', 'lead'], [], ['editor']],
  after: [['editor', 'lead']],
  allowed: [['active', 'pending']],
  before: [['editor']],
  by: ['Ann Lee', null],
  candidates: [['one'], []],
  change: ['your role change', 'the role change for Zoë Berg'],
  count: [1, 2],
  gained: [3],
  grant: [null, 'running', 'ended', 'kept'],
  known: [['search', 'page'], [], null],
  lastsMs: [null, 28_800_000],
  left: [1, 4],
  lifeMs: [3_600_000, 86_400_000],
  limit: [10, null],
  line: ['Ben Low asks for the role lead: On call'],
  list: [['a', 'b']],
  lost: [0],
  mail: [true, false],
  max: [255],
  maxBytes: [72],
  min: [8],
  missing: [['User: update', 'Role: read']],
  most: [25],
  ms: [28_800_000, 86_400_000],
  name: ['Maja Horvat'],
  names: [['editor'], 'Maja Horvat, Ben Low'],
  nearest: ['users add', null],
  of: [3],
  page: [2],
  permissions: [['User: update'], [], 3],
  platform: ['slack', 'discord'],
  plan: ['pro', 'starter'],
  present: [['editor'], []],
  query: ['maja', '<@U1>'],
  reason: ['On call this week'],
  removed: [[], ['reader'], ['reader', 'sales']],
  roles: [{ added: ['editor'], removed: [] }, ['editor'], 2, 0, null],
  requests: [0, 1, 2],
  reopened: [0, 1, 2],
  sessions: [0, 2],
  stayWithdrawn: [0, 1, 2],
  approvable: [0, 1, 2],
  withdrawn: [0, 1],
  step: [2],
  target: ['Zoë Berg', null],
  tokens: [0, 1],
  total: [62, 1],
  upgradeTo: ['unlimited', null],
  used: [10],
  users: [2, 1],
  who: ['Maja Horvat', 1, 3],
  first: [21],
  last: [40],
  lifetime: [1],
  isOpen: [true, false],
  isOwn: [true, false],
  isRequester: [true, false],
  isTarget: [true, false],
  hexabotLinks: [true, false],
  linksDie: [true, false],
  mailed: [true, false],
  panelStays: [true, false],
  signsOut: [true, false],
  ours: [true, false],
  standalone: [true, false],
  setsPassword: [true, false],
  status: [
    'pending',
    'active',
    'approved',
    'denied',
    'cancelled',
    'expired',
    'outdated',
    'disabled',
    'inactive',
    'none',
  ],
  why: ['requester', 'target', 'not_then', 'lacking', 'privileged', 'enabling', 'all', null],
};

const MOST = Math.max(...Object.values(SAMPLES).map((values) => values.length));

const sample = (name: string, round: number): unknown => {
  const values = SAMPLES[name] ?? ['X'];
  return values[round % values.length];
};

/** Stands for a record of values. */
const record = (round: number): object =>
  new Proxy(
    {},
    {
      get: (_target, key) => (typeof key === 'string' ? sample(key, round) : undefined),
      has: () => true,
    },
  );

/** The names of the parameters; a record's is empty. */
function parameters(sentence: (...values: never[]) => unknown): string[] {
  const [, inParentheses, alone] =
    /^(?:function \w+)?\s*(?:\(([\s\S]*?)\)|(\w+)\s*=>)/.exec(String(sentence)) ?? [];
  const list = (inParentheses ?? alone ?? '').replace(/\{[\s\S]*?\}/g, '').split(',');
  return list.map((each) => each.replace(/[:=][\s\S]*/, '').trim());
}

/** Names of parameters that stand for a record. */
const RECORDS = new Set(['', 'data', 'chat', '_', 'notice']);

/** Every sentence by its path: a text as it is, a function with each of its samples. Throws for one that none fits. */
function sentences(words: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return said(words as Sentence, `${path}()`);
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
}

type Sentence = (...values: unknown[]) => unknown;

function said(sentence: Sentence, path: string): [path: string, text: string][] {
  const names = parameters(sentence);
  let problem: unknown;
  const all = Array.from({ length: MOST * 2 }, (_, round) => {
    const values = names.map((name, at) =>
      RECORDS.has(name) ? record(round) : sample(name, round + (round >= MOST ? at : 0)),
    );
    try {
      return sentences(sentence(...values), path);
    } catch (error) {
      // A list where this one has a number, say: the other samples of that name fit.
      problem = error;
      return [];
    }
  }).flat();
  if (all.length === 0) throw new Error(`${path} cannot be said`, { cause: problem });
  return all;
}

/** The same without what is said twice. */
export function everySentence(words: unknown): [path: string, text: string][] {
  const known = new Set<string>();
  return sentences(words).filter(([path, text]) => {
    const key = `${path} ${text}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
