export function securityPolicy(relax?: { nonce?: string; styles?: string; connect?: string }): string;
