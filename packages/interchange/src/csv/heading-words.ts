import type { CsvCollection } from './mapping.types.js';

/**
 * What columns are called in English, German, Spanish and French, and in the exports of Google, Outlook, HubSpot, Pipedrive and Salesforce: by target, in the form of
 * `plainWords`, without the words for the kind of record (`entityWords`) and for the kind of a contact point (`labelWords`).
 */
type Words = Readonly<Record<string, string>>;

const keys: Words = {
  key: 'id|key|record id|external id|identifier|nummer|kundennummer|referencia|identifiant',
  createdAt:
    'created at|created|created date|create date|date created|creation time|added|first seen|engage date|start date|start|erstellt|erstellt am|angelegt am|beginn|fecha de creacion|creado|date de creation|cree le',
  note: 'note|notes|comment|comments|background|description|notiz|notizen|bemerkung|bemerkungen|kommentar|beschreibung|notas|nota|comentarios|descripcion|remarque|remarques|commentaire|commentaires',
  tags: 'tag|tags|labels|categories|category|group membership|groups|schlagworte|schlagworter|kategorien|kategorie|gruppen|etiquetas|categorias|etiquettes|categories|mots cles',
};

const owner: Words = {
  'ownerId[name]':
    'owner|owner name|sales|sales agent|sales rep|sales representative|account manager|account executive|agent|assigned to|responsible|inhaber|besitzer|zustandig|betreuer|verantwortlich|verantwortlicher|ansprechpartner intern|propietario|responsable|comercial|vendedor|proprietaire|commercial',
  'ownerId[key]': 'owner id|sales id|agent id|user id|owner user id',
};

const company: Words = {
  'companyId[name]':
    'company|company name|organization|organisation|organization name|account|account name|employer|associated company|client|customer|firma|firmenname|unternehmen|organisation name|kunde|empresa|nombre de la empresa|organizacion|compania|cliente|societe|entreprise|organisation nom|nom de la societe|client name',
  'companyId[key]': 'company id|organization id|organisation id|account id|associated company id|firmen id|id empresa',
};

const addresses: Words = {
  'addresses.street':
    'street|street address|address|address 1|address line 1|address street|strasse|strasse und hausnummer|anschrift|adresse|calle|direccion|domicilio|rue',
  'addresses.extended': 'extended address|address 2|address line 2|street 2|adresszusatz|complemento|complement d adresse',
  'addresses.postOfficeBox': 'po box|post office box|postfach|apartado de correos|apartado|boite postale',
  'addresses.locality': 'city|town|locality|location|ort|stadt|wohnort|ciudad|localidad|poblacion|ville|localite',
  'addresses.region':
    'state|region|province|county|state region|state province|bundesland|kanton|provincia|comunidad autonoma|estado|departement',
  'addresses.postalCode': 'zip|zip code|postal code|postcode|post code|zip postal code|plz|postleitzahl|codigo postal|cp|code postal',
  'addresses.country': 'country|country region|land|staat|pais|pays',
};

const contactPoints: Words = {
  phones:
    'phone|phones|phone number|phone numbers|telephone|tel|mobile|cell|fax|pager|telefon|telefonnummer|rufnummer|handy|mobil|mobilfunk|telefono|telefonos|movil|celular|numero de telefono|portable|numero de telephone|main phone|primary phone',
  ...addresses,
};

const money: Words = { currency: 'currency|currency of value|currency code|wahrung|moneda|divisa|devise|monnaie' };

export const headingWords: Readonly<Record<CsvCollection, Words>> = {
  contacts: {
    fullName: 'name|full name|display name|file as|nombre completo|vollstandiger name|anzeigename|nom complet|nombre y apellidos',
    'name.prefix': 'prefix|name prefix|salutation|anrede|titel|tratamiento|civilite|titre',
    'name.given': 'first name|given name|forename|given|vorname|nombre|primer nombre|nombre de pila|prenom',
    'name.additional': 'middle name|additional name|second name|zweiter vorname|segundo nombre|deuxieme prenom',
    'name.family': 'last name|family name|surname|family|nachname|familienname|name nachname|apellido|apellidos|nom|nom de famille',
    'name.suffix': 'suffix|name suffix|namenszusatz|sufijo|suffixe',
    nickname: 'nickname|spitzname|rufname|apodo|surnom',
    pronouns: 'pronouns|pronomen|pronombres|pronoms',
    photo: 'photo|picture|image|avatar|foto|bild',
    emails:
      'email|e mail|emails|e mails|mail|email address|e mail address|e mail adresse|email adresse|mailadresse|correo|correo electronico|direccion de correo electronico|courriel|adresse e mail|adresse email|adresse electronique',
    urls: 'url|website|web site|web page|homepage|web|webseite|internetseite|sitio web|pagina web|site web|site internet|website url',
    'socials[linkedin]': 'linkedin|linkedin url|linkedin profile|linkedin bio|person linkedin url',
    'socials[x]': 'twitter|x|twitter username|twitter handle|twitter url',
    'socials[facebook]': 'facebook|facebook url',
    'socials[instagram]': 'instagram|instagram url',
    'socials[xing]': 'xing|xing url',
    jobTitle:
      'title|job title|position|organization title|occupation|jobtitel|beruf|stelle|berufsbezeichnung|puesto|cargo|profesion|poste|intitule du poste|fonction',
    role: 'role|rolle|funktion|rol|funcion',
    birthday: 'birthday|birth date|date of birth|dob|geburtstag|geburtsdatum|cumpleanos|fecha de nacimiento|anniversaire|date de naissance',
    languages: 'language|languages|preferred language|sprache|sprachen|idioma|idiomas|langue|langues',
    timeZone: 'time zone|timezone|zeitzone|zona horaria|fuseau horaire',
    lifecycleStage: 'lifecycle stage|life cycle stage|lebenszyklusphase|etapa del ciclo de vida|phase du cycle de vie',
    leadStatus: 'lead status|status|estado|statut',
    source: 'source|lead source|original source|quelle|herkunft|origen|fuente|origine',
    needs: 'needs|needs list|bedarf|necesidades|besoins',
    lastActivityAt:
      'last activity|last activity date|last seen|last contacted|letzte aktivitat|letzter kontakt|ultima actividad|derniere activite',
    ...company,
    ...owner,
    ...contactPoints,
    ...keys,
  },
  companies: {
    name: 'name|company name|account name|organization name|organisation name|firmenname|nombre|razon social comercial|nom|raison sociale',
    legalName: 'legal name|registered name|handelsname|rechtlicher name|razon social|nom legal',
    domains:
      'domain|domains|company domain name|domain name|website|web site|website url|url|homepage|webseite|internetseite|dominio|sitio web|pagina web|site web|domaine',
    industry: 'industry|sector|branche|industrie|industria|secteur|secteur d activite',
    employees:
      'employees|number of employees|employee count|headcount|size|staff|mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter|empleados|numero de empleados|effectif|nombre d employes',
    annualRevenue:
      'revenue|annual revenue|turnover|sales revenue|umsatz|jahresumsatz|ingresos|ingresos anuales|facturacion|chiffre d affaires|revenu annuel',
    'parentId[name]':
      'parent|parent company|parent account|subsidiary of|muttergesellschaft|konzern|tochter von|empresa matriz|matriz|filial de|societe mere|filiale de',
    'parentId[key]': 'parent id|parent company id|parent account id',
    type: 'type|company type|account type|typ|art|tipo',
    ...owner,
    ...contactPoints,
    ...money,
    ...keys,
  },
  deals: {
    name: 'name|title|subject|bezeichnung|titel|nombre|titulo|nom|intitule',
    amount: 'amount|value|close value|deal value|price|total|betrag|wert|summe|auftragswert|importe|monto|valor|montant|valeur',
    'stageId[name]': 'stage|deal stage|sales stage|phase|stufe|etapa|fase|etape',
    'pipelineId[name]': 'pipeline|sales pipeline|embudo|canalizacion',
    status: 'status|estado|statut|etat',
    expectedCloseDate:
      'expected close date|expected closing|expected close|forecast date|erwartetes abschlussdatum|fecha de cierre prevista|fecha prevista de cierre|date de cloture prevue',
    closedAt: 'closed at|won time|lost time|closed date|abgeschlossen am|cerrado el|cloture le',
    closeDate: 'close date|closing date|abschlussdatum|abschluss|fecha de cierre|cierre|date de cloture|cloture',
    lostReason:
      'lost reason|loss reason|closed lost reason|verlustgrund|grund des verlusts|motivo de perdida|raison de la perte|motif de perte',
    probabilityOverride: 'probability|win probability|wahrscheinlichkeit|probabilidad|probabilite',
    'contactIds[name]':
      'contact|contacts|contact name|contact person|associated contact|primary contact|person|kontakt|ansprechpartner|kontaktperson|contacto|persona de contacto|personne de contact',
    'contactIds[key]': 'contact id|associated contact id|primary contact id|person id',
    'lineItems[name]': 'product|product name|item|produkt|artikel|producto|articulo|produit|article',
    'lineItems[key]': 'product id|product code|sku',
    source: 'source|lead source|deal source|quelle|herkunft|origen|fuente|origine',
    nextStep: 'next step|nachster schritt|siguiente paso|proximo paso|prochaine etape',
    lastActivityAt: 'last activity|last activity date|letzte aktivitat|ultima actividad|derniere activite',
    ...company,
    ...owner,
    ...money,
    ...keys,
  },
  agents: {
    name: 'name|full name|sales agent|sales rep|agent|user|owner|benutzer|mitarbeiter|vertreter|nombre|agente|vendedor|nom|vendeur',
    email: 'email|e mail|mail|email address|e mail address|e mail adresse|correo|correo electronico|courriel',
    avatar: 'avatar|photo|picture|foto|bild|image',
    active: 'active|is active|enabled|aktiv|activo|actif',
    key: keys['key']!,
  },
  products: {
    name: 'name|product|product name|title|bezeichnung|produkt|produktname|artikel|nombre|producto|nom|produit',
    sku: 'sku|product code|code|article number|item number|artikelnummer|codigo|referencia|reference',
    category: 'category|series|family|product family|group|kategorie|produktgruppe|warengruppe|categoria|familia|categorie|gamme',
    price: 'price|sales price|unit price|list price|preis|stuckpreis|listenpreis|precio|precio unitario|prix|prix unitaire',
    ...money,
    key: 'id|product id|key|record id',
  },
};

/** The words for a record of each collection, as they stand in front of headings: `Deal - Title`, `Opportunity Name`. */
export const entityWords: Readonly<Record<CsvCollection, readonly string[]>> = {
  contacts: ['contact', 'person', 'people', 'lead', 'customer', 'kontakt', 'kunde', 'contacto', 'cliente', 'personne', 'client'],
  companies: [
    'company',
    'organization',
    'organisation',
    'account',
    'firma',
    'unternehmen',
    'empresa',
    'organizacion',
    'societe',
    'entreprise',
  ],
  deals: ['deal', 'opportunity', 'verkaufschance', 'geschaft', 'oportunidad', 'negocio', 'opportunite', 'affaire', 'transaction'],
  agents: ['sales agent', 'agent', 'sales rep', 'user', 'owner', 'benutzer', 'agente', 'utilisateur'],
  products: ['product', 'item', 'produkt', 'artikel', 'producto', 'articulo', 'produit'],
};

/** The words for the kind of a contact point. */
const labels: Words = {
  work: 'work|business|office|company|job|arbeit|geschaftlich|firma|buro|dienstlich|trabajo|oficina|empresa|travail|bureau|professionnel|professionnelle|mailing|billing',
  home: 'home|private|personal|privat|casa|particular|domicile|personnel|personnelle',
  mobile: 'mobile|cell|handy|mobil|mobilfunk|movil|celular|portable',
  fax: 'fax|telefax|telecopie',
  pager: 'pager',
  other: 'other|andere|weitere|sonstige|otro|otra|autre',
};

export const labelWords: ReadonlyMap<string, string> = new Map(
  Object.entries(labels).flatMap(([label, words]) => words.split('|').map((word) => [word, label] as const)),
);
