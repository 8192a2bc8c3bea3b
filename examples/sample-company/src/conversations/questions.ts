import { assigns, replies, says, type Conversation } from './conversation.js';

/** What people ask before they buy. */
export const questions: readonly Conversation[] = [
  {
    key: 'shira-gift',
    subject: 'מתנה ליום הולדת',
    from: 'shira-ben-ami',
    channel: 'chat',
    labels: ['advice', 'gift'],
    team: 'care',
    turns: [
      says('22m', 'היי! אני מחפשת מתנה לאבא שלי. הוא קורא בכורסה עד שתיים בלילה ומתלונן על האור.'),
      says('20m', 'התלבטתי בין Heron ל־Badger. אפשר גם לעטוף ולצרף כרטיס?'),
    ],
  },
  {
    key: 'ananya-shade',
    subject: 'Will the linen shade fit?',
    from: 'ananya-joshi',
    channel: 'form',
    labels: ['advice', 'abroad'],
    team: 'care',
    turns: [
      says(
        '2d 3h',
        'Namaste! I have my grandmother’s lamp: brass, 61 cm high, and the ring at the top is 29 mm across. Would your linen shade sit on it? I can send a drawing.',
      ),
      assigns('2d 1h', 'mira'),
      replies(
        '2d',
        'mira',
        'Namaste Ananya! Our ring is 28 mm, so it is one millimetre short of a yes. The adapter in the mending kit makes up for it. A drawing would be lovely, and a photograph even more so.',
      ),
    ],
  },
];
