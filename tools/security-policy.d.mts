export function securityPolicy(relax?: { nonce?: string; styles?: string; connect?: string; fonts?: string; frames?: string }): string;
