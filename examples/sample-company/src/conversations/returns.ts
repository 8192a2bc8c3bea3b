import { assigns, note, rates, replies, says, seen, snoozes, type Conversation } from './conversation.js';

/** What comes back, and why. */
export const returns: readonly Conversation[] = [
  {
    key: 'noor-hedgehog',
    subject: 'Retour: Hedgehog tuinlamp',
    from: 'noor-van-dijk',
    channel: 'chat',
    labels: ['return', 'refund'],
    team: 'care',
    turns: [
      says('15d 4h', 'Hoi! Ik wil de Hedgehog graag terugsturen. Hij doet het prima, maar onze kat jaagt er de hele nacht op.'),
      assigns('15d 3h 50m', 'mira'),
      replies(
        '15d 3h 45m',
        'mira',
        'Hoi Noor! Dat is een reden die we nog niet hadden. Je krijgt zo een retourlabel per e-mail. Doe de lamp in de doos waarin hij kwam, zonder kat.',
      ),
      says('15d 3h 30m', 'Haha, dank je. Hoe lang duurt het voor het geld terug is?'),
      replies('15d 3h 20m', 'mira', 'Zodra hij hier is, dezelfde dag. De bank doet er daarna nog twee of drie dagen over.'),
      note('9d 2h', 'mira', 'It is back, with tooth marks on the box only. Refunded 58.00 EUR in full.'),
      replies('9d 1h', 'mira', 'De egel is weer thuis en je geld is onderweg. Groeten aan de kat.', 'resolved'),
      rates('8d 20h', 5, 'Zelfs de kat is tevreden.'),
      seen('8d 19h', 'agent'),
    ],
  },
  {
    key: 'ayse-colour',
    subject: 'The green is not the green',
    from: 'ayse-gunesoglu',
    channel: 'email',
    labels: ['return', 'colour'],
    team: 'care',
    turns: [
      says(
        '3d 5h',
        'Hello,\n\nI ordered the Nightjar in “reed green”. What hangs over my table now is closer to pea soup. It is beautiful work, but it is not what the picture shows.\n\nAyşe',
      ),
      assigns('3d 3h', 'mira'),
      note('3d 2h', 'mira', '@Jonas did the last batch of reed come out yellowish? Second person this month.'),
      note('2d 22h', 'jonas', 'Yes, the kiln ran hot in one corner. Six pieces. I keep the other four back.'),
      replies(
        '2d 21h',
        'mira',
        'Hello Ayşe,\n\nyou are right, and it is our kiln’s fault. We can send you one from the new batch and collect the other, or take 60 EUR off if you have grown fond of pea soup. **Which would you like?**\n\nMira',
      ),
      seen('2d 19h', 'contact'),
    ],
  },
  {
    key: 'gosia-late',
    subject: 'Forty-one days',
    from: 'malgorzata-wilczynska',
    channel: 'chat',
    priority: 'normal',
    labels: ['return'],
    team: 'care',
    turns: [
      says(
        '24d 6h',
        'Hi, it is Gosia. I know you take things back for 30 days, and I am on day 41. I bought a second Hawkmoth for a wall that my landlord has now decided to knock down. Never unpacked. Any chance?',
      ),
      assigns('24d 5h 40m', 'mira'),
      replies(
        '24d 5h 30m',
        'mira',
        'Hi Gosia. Never unpacked and a wall with a good excuse: yes. Send it, the label is in your mail.',
        'resolved',
      ),
      says('20d 4h', 'Sent. But the label says Gdynia and I am in Gdańsk, does that matter?'),
      replies('20d 3h', 'mira', 'Not at all, that is only the depot. It reached us this morning, and the refund is done.', 'resolved'),
      rates('20d 2h', 5, 'You did not have to. Thank you.'),
      seen('20d 1h', 'agent'),
    ],
  },
  {
    key: 'night-reader-data',
    subject: 'What do you know about me?',
    from: 'night-reader',
    channel: 'form',
    labels: ['privacy'],
    team: 'care',
    turns: [
      says(
        '20h',
        'I only signed up for the newsletter, with this address and no name. Please send me everything that you have stored about me, and then delete it. I like the lamps, it is nothing personal. That is rather the point.',
      ),
      assigns('17h', 'mira'),
      note(
        '16h 30m',
        'mira',
        'One address, one consent, no orders. I send the export and delete the record when the proof of address is in. We have a month, so no rush.',
      ),
      replies(
        '16h',
        'mira',
        'Hello. That will be a short list, and you get it within two days. Please answer this mail once from the same address, so that we know it is yours.',
      ),
      snoozes('15h 50m', 'mira', '1d 8h'),
    ],
  },
];
