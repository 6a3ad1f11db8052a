import type { ShellWords } from '../words.ts';

/** What a room says before any of its elements has been fetched, in Portuguese. */
export const shell: ShellWords = {
  'header.leave': 'Sair',
  'feedback.dismiss': 'Dispensar',
  'feedback.joining': 'Entrando na sala',
  'feedback.joiningHint': 'Um momento',
  'feedback.goingLive': 'Entrando ao vivo',
  'feedback.waiting': 'Esperando o anfitrião',
  'feedback.waitingHint': 'A sala abre sozinha quando a live começar.',
  'feedback.toasts': 'Avisos',
  'layout.interact': 'Interagir',
  'layout.effects': 'Efeitos',
  'layout.guests': 'AO VIVO com convidados',
};
