import { bridged } from './bridge.ts';
import { Concealment } from './concealment.ts';

/** What is done where media is missing; nothing is at first, so it is fetched beside the first picture. */
export class Gaps extends Concealment {
  readonly bridged = bridged;
}
