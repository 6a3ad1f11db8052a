import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { icon, iconNames } from '../../../ui-kit/icons/icon.ts';

describe('icons', () => {
  let box: HTMLElement;

  beforeEach(() => {
    box = document.createElement('div');
    document.body.append(box);
  });
  afterEach(() => box.remove());

  for (const name of iconNames) {
    it(`${name} is drawn within its grid, silently, in one stroke`, () => {
      render(icon(name), box);
      const svg = box.querySelector('svg')!;
      expect(svg.namespaceURI).to.equal('http://www.w3.org/2000/svg');
      expect(svg.getAttribute('aria-hidden')).to.equal('true');
      expect(svg.getAttribute('stroke-width')).to.equal('1.75');
      const { x, y, width, height } = svg.getBBox();
      const pen = 1.75 / 2;
      expect(Math.min(x, y) - pen, 'start').to.be.at.least(1);
      expect(Math.max(x + width, y + height) + pen, 'end').to.be.at.most(23);
      expect(Math.max(width, height), 'size').to.be.at.least(11);
      expect(x + width / 2, 'centre').to.be.closeTo(12, 1.5);
      expect(y + height / 2, 'centre').to.be.closeTo(12, 1.5);
    });
  }

  it('what is off is struck out, and leaves room for the stroke', () => {
    for (const name of ['mic-off', 'camera-off', 'sound-off'] as const) {
      render(icon(name), box);
      expect(getComputedStyle(box.querySelector('g')!).clipPath, name).to.contain('path(');
      expect(box.querySelector('svg > path')?.getAttribute('d'), name).to.equal('M3.75 3.75l16.5 16.5');
    }
    render(icon('mic'), box);
    expect(getComputedStyle(box.querySelector('g')!).clipPath).to.equal('none');
  });
});
