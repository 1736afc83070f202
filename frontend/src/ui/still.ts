// Whether the viewer asked for reduced motion.

const query = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");

export const still = (): boolean => query?.matches ?? false;
