/** The independent verifiers that go with every export: where their files lie, and their names. */
export const verifiers = {
  folder: new URL('./verifiers/', import.meta.url),
  names: ['LASMIG.txt', 'verify.html', 'verify.py'],
} as const;
