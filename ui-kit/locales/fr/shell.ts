import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in French. */
export const shell: ShellWords = {
  'header.leave': 'Quitter',
  'feedback.dismiss': 'Ignorer',
  'feedback.joining': 'Entrée dans la salle',
  'feedback.joiningHint': 'Un instant',
  'feedback.goingLive': 'Passage en direct',
  'feedback.waiting': 'En attente de l’hôte',
  'feedback.waitingHint': 'La salle s’ouvre d’elle-même au début du direct.',
  'feedback.toasts': 'Notifications',
  'layout.interact': 'Interagir',
  'layout.effects': 'Effets',
  'layout.guests': 'En DIRECT avec des invités',
};
