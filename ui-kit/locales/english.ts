import { english } from '../localize.ts';
import { en } from './en.ts';

// Every element that speaks imports this, so that the words come with the first of them and not before.
Object.assign(english, en);
