/** How a host of the stories looks and where they sit: flat colours, so that faces read at any size. */
export interface Look {
  readonly name: string;
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly wall: readonly [near: string, far: string];
  /** The lamp behind them. */
  readonly glow: string;
  readonly cut: 'long' | 'short' | 'bun';
}

export const looks: readonly Look[] = [
  { name: 'Ada', skin: '#e0a982', hair: '#3b2418', shirt: '#1f6f78', wall: ['#3a3358', '#191527'], glow: '#ffa25e', cut: 'long' },
  { name: 'Bo', skin: '#8c5a3c', hair: '#17110f', shirt: '#d9a441', wall: ['#23524b', '#0e2422'], glow: '#7fe0b4', cut: 'short' },
  { name: 'Cy', skin: '#f0c6a8', hair: '#a2592c', shirt: '#7b3b64', wall: ['#553145', '#21131d'], glow: '#ff8fb8', cut: 'bun' },
  { name: 'Dilnoza', skin: '#c68d63', hair: '#241d26', shirt: '#4c7447', wall: ['#3c4257', '#161922'], glow: '#9fb4ff', cut: 'long' },
  { name: 'Eero', skin: '#edc3a2', hair: '#d7b26d', shirt: '#35507e', wall: ['#46505c', '#1a2027'], glow: '#ffe08a', cut: 'short' },
];

export const lookOf = (name: string): Look => looks.find((look) => look.name === name) ?? looks[Math.abs(name.length * 7) % looks.length]!;
