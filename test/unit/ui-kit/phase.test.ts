import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liveStates } from '../../../core/machine.ts';
import { phaseOf, type PhaseFacts } from '../../../ui-kit/phase.ts';

const facts = (changes: Partial<PhaseFacts> = {}): PhaseFacts => ({
  state: 'IDLE', joinAs: 'viewer', configured: true, joinsByItself: false, waiting: false, ended: false, failed: false, ...changes,
});

describe('phaseOf', () => {
  it('starts where one has a choice: hosts and guests with the set-up, viewers in the lobby', () => {
    assert.equal(phaseOf(facts({ joinAs: 'host' })), 'setup');
    assert.equal(phaseOf(facts({ joinAs: 'guest' })), 'setup');
    assert.equal(phaseOf(facts()), 'lobby');
  });

  it('says what is missing when the page said too little', () => {
    assert.equal(phaseOf(facts({ configured: false })), 'unconfigured');
  });

  it('goes through joining to live', () => {
    assert.equal(phaseOf(facts({ state: 'INITIALIZING' })), 'joining');
    assert.equal(phaseOf(facts({ state: 'ACTIVE' })), 'live');
    assert.equal(phaseOf(facts({ state: 'ENDING' })), 'live');
  });

  it('keeps a viewer who came first in the waiting room', () => {
    assert.equal(phaseOf(facts({ state: 'ACTIVE', waiting: true })), 'joining');
  });

  it('does not flash the lobby before a join that needs no click', () => {
    assert.equal(phaseOf(facts({ joinsByItself: true })), 'joining');
  });

  it('shows the end once it is over, also while still ending, and before any failure', () => {
    assert.equal(phaseOf(facts({ ended: true })), 'ended');
    assert.equal(phaseOf(facts({ state: 'ENDING', ended: true })), 'ended');
    assert.equal(phaseOf(facts({ ended: true, failed: true })), 'ended');
  });

  it('shows a failure when idle, even to one who would join by itself', () => {
    assert.equal(phaseOf(facts({ failed: true, joinsByItself: true })), 'fatal');
    assert.equal(phaseOf(facts({ failed: true, configured: false })), 'fatal');
  });

  it('lets a running session win over everything a page forgot to say', () => {
    for (const state of liveStates.filter((one) => one !== 'IDLE')) {
      assert.ok(['joining', 'live'].includes(phaseOf(facts({ state, configured: false, failed: true }))), state);
    }
  });
});
