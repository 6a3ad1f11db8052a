import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in Spanish. */
export const shell: ShellWords = {
  'header.leave': 'Salir',
  'feedback.dismiss': 'Descartar',
  'feedback.joining': 'Entrando en la sala',
  'feedback.joiningHint': 'Un momento',
  'feedback.goingLive': 'Empezando en vivo',
  'feedback.waiting': 'Esperando al anfitrión',
  'feedback.waitingHint': 'La sala se abre sola cuando empiece la transmisión.',
  'feedback.toasts': 'Avisos',
  'layout.interact': 'Participar',
  'layout.effects': 'Efectos',
  'layout.guests': 'EN VIVO con invitados',
};
