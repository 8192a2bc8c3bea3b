import { assigns, note, rates, replies, says, seen, sets, type Conversation } from './conversation.js';

/** What is broken, and what becomes of it. */
export const repairs: readonly Conversation[] = [
  {
    key: 'thordis-flicker',
    subject: 'Owlet flickers in the evening',
    from: 'thordis-egilsdottir',
    channel: 'chat',
    priority: 'high',
    labels: ['repair', 'guarantee'],
    team: 'care',
    turns: [
      says(
        '1d 3h',
        'Hello from the dark. My Owlet has started to flicker, but only in the evening, and only on the lowest step of the dimmer. It is eleven months old.',
      ),
      assigns('1d 2h 50m', 'yusra'),
      replies('1d 2h 45m', 'yusra', 'Hello Þórdís. That should not be. Does it also flicker in another socket, say in the kitchen?'),
      says('1d 1h', 'In the kitchen it is calm. In the bedroom it flickers. But the bedroom is where I need it.'),
      note('55m', 'yusra', '@Jonas lowest step, one room only. The heater on the same line? She says evenings.'),
      note(
        '38m',
        'jonas',
        'Sounds like the early dimmers: they dislike a weak line. Send her the new one, it takes two screws. No need for the lamp to travel.',
      ),
      says('25m', 'I switched the radiator off for an hour, and it stopped. So it is the radiator and me, fighting over the electricity?'),
    ],
  },
  {
    key: 'amal-switch',
    subject: 'مفتاح المصباح لا يعمل',
    from: 'amal-benyoussef',
    channel: 'chat',
    labels: ['repair'],
    team: 'care',
    turns: [
      says('6h 20m', 'السلام عليكم. مفتاح مصباح Glow-worm توقف عن العمل بعد سقوطه في الحديقة. هل يمكن إصلاحه؟'),
      assigns('6h 5m', 'yusra'),
      replies('6h', 'yusra', 'وعليكم السلام أمل. نعم، المفتاح قطعة منفصلة ويمكن استبداله بسهولة. هل ما زال الزجاج سليماً؟'),
      says('5h 30m', 'الزجاج سليم والحمد لله. أنا بعيدة عن ورشتكم، هل أستطيع استبداله بنفسي؟'),
      replies('5h 10m', 'yusra', 'بالتأكيد. سأرسل لك المفتاح الجديد مجاناً مع ورقة فيها رسومات واضحة. تحتاجين فقط إلى مفك صغير وعشر دقائق.'),
      says('1h 50m', 'شكراً جزيلاً! هل يصل إلى فاس أم أستلمه من مركز البريد؟'),
    ],
  },
  {
    key: 'zoltan-gauze',
    subject: 'Drahtgaze für die Grubenlampen',
    from: 'zoltan-kerekes',
    channel: 'email',
    labels: ['repair', 'restoration'],
    team: 'care',
    turns: [
      says(
        '4d 6h',
        'Guten Tag Herr Brettschneider,\n\nzu meinen beiden Grubenlampen aus Pécs habe ich noch eine Frage: Bleibt die alte Drahtgaze bei der Lampe, auch wenn Sie eine neue einsetzen? Mein Großvater hat sie selbst geflickt.\n\nMit freundlichen Grüßen\nZoltán Kerekes',
      ),
      assigns('4d 4h', 'jonas', 'mira'),
      replies(
        '3d 23h',
        'jonas',
        'Guten Tag Herr Kerekes,\n\nselbstverständlich. Die alte Gaze kommt in ein Papier und geht mit zurück. Man sieht den Flick Ihres Großvaters sehr schön, ich mache Ihnen ein Foto davon.\n\nEine Frage an Sie: Sollen die Lampen wieder **brennen** oder nur so aussehen, als ob?\n\nJonas Brettschneider',
      ),
      seen('3d 20h', 'contact'),
    ],
  },
  {
    key: 'reme-reflectors',
    subject: 'Reflectores de las candilejas',
    from: 'reme-cortes',
    channel: 'email',
    labels: ['restoration', 'theatre'],
    team: 'care',
    turns: [
      says(
        '2d 7h',
        'Buenos días, Jonas:\n\n¿cómo van las candilejas? Estrenamos dentro de cinco semanas y el director quiere ensayar con luz de verdad. Me bastaría con la mitad, aunque sea sin pulir.\n\nUn abrazo,\nReme',
      ),
      assigns('2d 5h', 'jonas'),
      note(
        '2d 4h',
        'jonas',
        'Twenty-seven of thirty-eight are tinned. @Mira can we send a first crate, or does insurance want all in one?',
      ),
      note('2d 2h', 'mira', 'Two crates are fine. I tell the carrier.'),
      replies(
        '2d 1h',
        'jonas',
        'Buenos días, Reme:\n\nya tenemos veintisiete. Puedo mandar una primera caja con veinte la semana que viene, pulidas y probadas, y el resto antes del ensayo general. ¿Os sirve?\n\nJonas',
      ),
      says(
        '5h 15m',
        'Nos sirve muchísimo. Mandad la caja a la puerta de artistas, por favor, que en taquilla la pierden. ¿Necesitáis una plataforma elevadora para descargar?',
      ),
    ],
  },
  {
    key: 'dario-voicemail',
    subject: 'Voicemail: camera 12',
    from: 'dario-kosovel',
    channel: 'phone',
    labels: ['spare parts'],
    team: 'care',
    turns: [
      says(
        '1h 15m',
        'Voicemail, 0:38\n\n“Buongiorno, sono Dario del Sette Lune. Nella camera 12 un ospite ha seduto sopra il paralume. Mi serve un altro paralume di lino da trenta, anzi due, così ne ho uno di scorta. Mi richiamate quando potete? Grazie.”',
      ),
    ],
  },
  {
    key: 'vroni-frost',
    subject: 'Glow-worm bei minus zwölf Grad',
    from: 'vroni-hinterleitner',
    channel: 'chat',
    labels: ['advice', 'off-grid'],
    team: 'care',
    turns: [
      says('12d 4h', 'Servus! Die Laternen halten heroben nur die halbe Nacht, seit’s friert. Ist das normal?'),
      assigns('12d 3h 45m', 'jonas'),
      replies(
        '12d 3h 40m',
        'jonas',
        'Servus Vroni! Ja, Kälte mögen Akkus nicht. Bei minus zwölf bleibt etwa die Hälfte. Lass sie tagsüber in der Stube und häng sie erst am Abend hinaus.',
      ),
      says('12d 3h 20m', 'Des mach ma. Und kaputt werden’s davon ned?'),
      replies(
        '12d 3h 15m',
        'jonas',
        'Nein. Nur nicht laden, solange sie noch eiskalt sind. Eine Stunde in der Stube warten, dann ist alles gut.',
        'resolved',
      ),
      rates('11d 22h', 4, 'Passt. A wärmere Lampe wär halt no schöner.'),
      seen('11d 20h', 'agent'),
    ],
  },
  {
    key: 'ruaridh-storm',
    subject: 'Storm lantern home again',
    from: 'ruaridh-macaskill',
    channel: 'email',
    labels: ['restoration', 'praise'],
    team: 'care',
    turns: [
      says(
        '18d 5h',
        'Dear Jonas,\n\nthe lantern arrived on the evening boat and burned on the pier an hour later, in what we call a breeze. It hissed, it settled, it stayed lit. My mother says it sounds as it did in 1952.\n\nRuaridh',
      ),
      assigns('18d 3h', 'jonas'),
      replies(
        '18d 2h',
        'jonas',
        'Dear Ruaridh,\n\nthank you for telling me, I read it out to everybody here. Change the mantle once a year and keep the old one as a spare.\n\nBring the byre lanterns whenever you like.\n\nJonas',
        'resolved',
      ),
      rates('17d 22h', 5),
      sets('10d', 'mira', 'closed'),
      seen('10d', 'agent'),
    ],
  },
];
