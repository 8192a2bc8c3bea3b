export function buildEmbed(options?: { write?: boolean; outDir?: string; input?: Record<string, string> }): Promise<unknown>;
