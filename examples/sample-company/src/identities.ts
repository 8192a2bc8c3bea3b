import { agents, type AgentKey } from './cast/agents.js';
import { people } from './cast/people.js';
import { idOf } from './records/make.js';

interface SampleAgent {
  id: string;
  name: string;
}

const agent = (key: AgentKey): SampleAgent => ({ id: idOf.agent(key), name: agents[key].name });

/** Who may act in the back office. Mira answers customers and helps to sell: most of the demos are hers. */
export const sampleAgents: Readonly<Record<AgentKey, SampleAgent>> = {
  mira: agent('mira'),
  yusra: agent('yusra'),
  jonas: agent('jonas'),
  tomas: agent('tomas'),
  kaori: agent('kaori'),
  ines: agent('ines'),
};

const {
  name,
  emails: [email],
} = people['ana-diaz'];

/** Who uses the chat of the shop. As `visitorId` of a port, the id leads to Ana's conversations of earlier. */
export const sampleVisitor: Readonly<{ id: string; name: string; email: string }> = {
  id: idOf.contact('ana-diaz'),
  name: `${name.given} ${name.family}`,
  email,
};

/** The company itself. */
export const sampleShop = { name: 'Mothwick', line: 'Makers and menders of lamps', email: 'hello@mothwick.example' } as const;
