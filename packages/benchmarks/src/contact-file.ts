import { createRandom } from '@crm-elements/data/testing';
import { makeContacts } from './contacts.js';

const random = createRandom(5);
const syllables = ['an', 'be', 'ca', 'do', 'el', 'fi', 'go', 'ha', 'is', 'jo', 'ka', 'lu', 'mi', 'no', 'or', 'pa', 'ri', 'sa', 'te', 'vi'];
const word = () => Array.from({ length: 3 }, () => random.pick(syllables)).join('');
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

/** One for some fifty people. */
const peopleOfOne = 50;

/** A file of contacts as another program exports it: ten columns, each person's e-mail address their own. */
export function contactFile(count: number): string {
  const companies = Array.from({ length: Math.ceil(count / peopleOfOne) }, (_, i) => `${capital(word())} ${capital(word())} ${i}`);
  const cities = Array.from({ length: 200 }, () => capital(word()));
  const rows = makeContacts(count).map(({ fullName, jobTitle, tags, lifecycleStage }, i) => {
    const [given = '', family = ''] = fullName.split(' ').map(capital);
    const phone = `+34 6${String(random.below(100_000_000)).padStart(8, '0')}`;
    const birthday = `19${random.between(40, 99)}-0${random.between(1, 9)}-1${random.below(10)}`;
    const cells = [
      `${given} ${family}`,
      `${given}.${family}.${i}@example.com`,
      phone,
      random.pick(companies),
      jobTitle,
      random.pick(cities),
      'Spain',
    ];
    return [...cells, `"${tags.join(', ')}"`, birthday, lifecycleStage].join(',');
  });
  return ['Name,E-Mail,Phone,Company,Job Title,City,Country,Tags,Birthday,Lifecycle Stage', ...rows].join('\r\n');
}
