// What a list of tickets loads with its first search. One part of both: what two parts shared would be cut out of the chunk that is
// loaded first.
export { renderHit, renderSearchFoot, searchStyles } from './render-found.js';
export { searchedQuery } from './searched-query.js';
export { TicketSearch } from './ticket-search.js';
