import type { Status } from '#domain/user.ts';

/** Roles beside Hexabot's own, with what they may do to which models. */
export const DEMO_ROLES: readonly { name: string; models: readonly string[]; actions: readonly string[] }[] =
  [
    {
      name: 'editor',
      models: ['Content', 'ContentType', 'Menu', 'Attachment'],
      actions: ['create', 'read', 'update', 'delete'],
    },
    { name: 'translator', models: ['Language', 'Translation', 'Content'], actions: ['read', 'update'] },
    {
      name: 'support',
      models: ['Message', 'Thread', 'Subscriber', 'Label', 'LabelGroup'],
      actions: ['create', 'read', 'update'],
    },
    { name: 'analyst', models: ['Stats', 'Message', 'Thread', 'Subscriber'], actions: ['read'] },
    {
      name: 'bot builder',
      models: ['Workflow', 'WorkflowVersion', 'WorkflowRun', 'McpServer', 'MemoryDefinition', 'MemoryRecord'],
      actions: ['create', 'read', 'update', 'delete'],
    },
    { name: 'user administrator', models: ['User', 'Role'], actions: ['create', 'read', 'update'] },
  ];

/** One of the made-up people of `npm run demo`. */
export interface DemoPerson {
  first: string;
  last: string;
  roles: readonly string[];
  status: Status;
  /** Days before now. */
  joined: number;
}

/** Acts as the console's sample person "manager". */
export const MANAGER_PERSON: DemoPerson = {
  first: 'Marco',
  last: 'Bianchi',
  roles: ['manager'],
  status: 'active',
  joined: 412,
};

const NAMES = `Aisha Rahman, Alejandro Vega, Amelia Clarke, Anders Holm, Anneke de Vries, Beatriz Fonseca, Benjamin Katz,
Camille Laurent, Carlos Mendoza, Chiara Conti, Chinedu Okafor, Daniel Novak, Deepa Krishnan, Dmitri Sokolov, Élodie Marchand,
Emeka Obi, Emma Lindqvist, Fatima Zahra Idrissi, Felix Brandt, Freya Nielsen, Gabriela Souza, George Papadakis, Hana Kimura,
Hugo Moreau, Ibrahim Diallo, Ingrid Solberg, Isabella Rossi, Jack O’Connor, Jana Kovářová, Joanna Kowalska, João Pereira,
Kenji Watanabe, Khadija Benali, Lars Eriksson, Layla Haddad, Leonie Fischer, Liam Murphy, Lucía Ortega, Magnus Berg, Maja Horvat,
María José Castillo, Matteo Ferrari, Mei-Ling Chen, Mohammed Al-Farsi, Nadia Petrova, Nils Jansen, Noor van Dijk, Oksana Shevchenko,
Olivia Bennett, Omar Farouk, Paula Schmidt, Priya Natarajan, Rania Khalil, Samuel Mensah, Sofia Andersson, Takumi Sato, Valentina Greco,
Wei Zhang, Yasmin Saleh, Zoltán Nagy`;

const ROLES: readonly (readonly string[])[] = [
  ['support'],
  ['editor'],
  ['manager'],
  ['support', 'translator'],
  ['analyst'],
  ['editor', 'translator'],
  ['bot builder'],
  ['support'],
  ['manager', 'analyst'],
  ['user administrator'],
  ['support', 'analyst'],
  ['admin'],
];

/** Sixty people whom nobody would take for test data; the same ones every time. */
export const DEMO_PEOPLE: readonly DemoPerson[] = NAMES.split(/,\s*/).map((name, index) => {
  const [first = '', ...rest] = name.split(' ');
  const isDouble = rest.length > 1 && !/^(de|van)$/.test(rest[0]!);
  return {
    first: isDouble ? `${first} ${rest[0]}` : first,
    last: (isDouble ? rest.slice(1) : rest).join(' '),
    roles: ROLES[(index * 5 + 2) % ROLES.length]!,
    status:
      index % 11 === 4
        ? 'pending'
        : index % 17 === 8
          ? 'disabled'
          : index % 29 === 12
            ? 'inactive'
            : 'active',
    joined: index % 11 === 4 ? (index % 6) + 1 : 20 + ((index * 97) % 640),
  };
});

/** Without accents, in lower case: `elodie.marchand`. */
export function handleOf({ first, last }: DemoPerson): string {
  const plain = `${first} ${last}`
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '.');
}
