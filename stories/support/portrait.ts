import type { Look } from './looks.ts';

type Brush = CanvasRenderingContext2D;

function blob(brush: Brush, colour: string, x: number, y: number, rx: number, ry = rx, turn = 0): void {
  brush.fillStyle = colour;
  brush.beginPath();
  brush.ellipse(x, y, rx, ry, turn, 0, 2 * Math.PI);
  brush.fill();
}

function room(brush: Brush, { wall, glow }: Look, seconds: number, width: number, height: number): void {
  const paper = brush.createLinearGradient(0, 0, width, height);
  paper.addColorStop(0, wall[0]);
  paper.addColorStop(1, wall[1]);
  brush.fillStyle = paper;
  brush.fillRect(0, 0, width, height);
  const size = Math.max(width, height);
  const lamp = brush.createRadialGradient(width * 0.8, height * 0.24, 0, width * 0.8, height * 0.24, size * 0.6);
  lamp.addColorStop(0, `${glow}b0`);
  lamp.addColorStop(0.3, `${glow}38`);
  lamp.addColorStop(1, `${glow}00`);
  brush.fillStyle = lamp;
  brush.fillRect(0, 0, width, height);
  // Out-of-focus lights that drift past each other.
  for (let index = 0; index < 7; index++) {
    const drift = Math.sin(seconds * 0.24 + index * 1.9);
    brush.globalAlpha = 0.1 + 0.06 * Math.sin(seconds * 0.5 + index);
    blob(brush, glow, width * ((index * 0.29 + 0.07 + drift * 0.02) % 1), height * (0.16 + ((index * 0.37) % 0.5)), size * (0.018 + (index % 3) * 0.012));
  }
  brush.globalAlpha = 1;
}

function hairBehind(brush: Brush, { cut, hair }: Look, unit: number): void {
  if (cut === 'long') blob(brush, hair, 0, unit * 0.16, unit * 0.62, unit * 0.86);
  if (cut === 'bun') blob(brush, hair, unit * 0.1, -unit * 0.78, unit * 0.25);
  if (cut !== 'long') blob(brush, hair, 0, -unit * 0.12, unit * 0.53, unit * 0.58);
}

function face(brush: Brush, { skin, hair }: Look, seconds: number, unit: number): void {
  blob(brush, skin, 0, 0, unit * 0.46, unit * 0.58);
  // The fringe.
  brush.fillStyle = hair;
  brush.beginPath();
  brush.ellipse(0, -unit * 0.3, unit * 0.49, unit * 0.33, -0.12, Math.PI, 2 * Math.PI);
  brush.quadraticCurveTo(unit * 0.12, -unit * 0.36, -unit * 0.49, -unit * 0.27);
  brush.fill();
  const blink = seconds % 3.7 > 3.55 ? 0.12 : 1;
  for (const side of [-1, 1]) {
    blob(brush, '#241a18', side * unit * 0.18, unit * 0.02, unit * 0.045, unit * 0.06 * blink);
    blob(brush, `${hair}d0`, side * unit * 0.18, -unit * 0.125, unit * 0.1, unit * 0.018, -side * 0.04);
  }
  const speaks = 0.5 + 0.5 * Math.sin(seconds * 7.3) * Math.sin(seconds * 2.1);
  // A smile, open as far as they speak.
  brush.fillStyle = '#7d2f36';
  brush.beginPath();
  brush.moveTo(-unit * 0.17, unit * 0.24);
  brush.quadraticCurveTo(0, unit * 0.31, unit * 0.17, unit * 0.24);
  brush.quadraticCurveTo(0, unit * (0.38 + 0.14 * speaks), -unit * 0.17, unit * 0.24);
  brush.fill();
}

/** One frame of a host at their desk. `seconds` moves them a little; the same moment always looks the same. */
export function drawPortrait(brush: Brush, look: Look, seconds: number): void {
  const { width, height } = brush.canvas;
  room(brush, look, seconds, width, height);
  const unit = Math.min(height * 0.25, width * 0.4);
  brush.save();
  brush.translate(width * (0.5 + 0.012 * Math.sin(seconds * 0.7)), height * 0.46 + unit * 0.02 * Math.sin(seconds * 1.3));
  brush.rotate(0.025 * Math.sin(seconds * 0.9));
  hairBehind(brush, look, unit);
  blob(brush, look.shirt, 0, unit * 2.1, unit * 1.3, unit * 1.3);
  // A neck in shade.
  brush.fillStyle = look.skin;
  brush.fillRect(-unit * 0.19, unit * 0.34, unit * 0.38, unit * 0.56);
  blob(brush, '#00000026', 0, unit * 0.56, unit * 0.22, unit * 0.12);
  face(brush, look, seconds, unit);
  brush.restore();
}

/** One frame of a shared screen: a score that is being written. */
export function drawScreen(brush: Brush, seconds: number): void {
  const { width, height } = brush.canvas;
  brush.fillStyle = '#f4f1ea';
  brush.fillRect(0, 0, width, height);
  brush.fillStyle = '#20242e';
  brush.fillRect(0, 0, width, height * 0.09);
  for (const [index, colour] of ['#ff6b66', '#ffc251', '#45d69a'].entries()) blob(brush, colour, width * (0.03 + index * 0.028), height * 0.045, height * 0.015);
  brush.fillStyle = '#e6e0d3';
  brush.fillRect(0, height * 0.09, width * 0.2, height);
  for (let row = 0; row < 6; row++) {
    brush.fillStyle = row === 1 ? '#d4124c' : '#b9b1a1';
    brush.fillRect(width * 0.03, height * (0.17 + row * 0.09), width * (row % 2 ? 0.12 : 0.09), height * 0.022);
  }
  for (let stave = 0; stave < 4; stave++) {
    const top = height * (0.2 + stave * 0.19);
    brush.fillStyle = '#8d8677';
    for (let line = 0; line < 5; line++) brush.fillRect(width * 0.25, top + line * height * 0.022, width * 0.7, 1.5);
    for (let note = 0; note < 12; note++) {
      const written = stave * 12 + note < 22 + ((seconds * 1.5) % 26);
      if (written) blob(brush, '#20242e', width * (0.285 + note * 0.055), top + height * 0.022 * ((note * 5 + stave * 3) % 5), height * 0.014, height * 0.011, -0.3);
    }
  }
}
