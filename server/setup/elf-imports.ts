/** What a library for Linux imports, as far as its repair needs it (System V ABI, 64 bits, little-endian). */

const sectionTypes = { dynsym: 11, versionNeeds: 0x6fff_fffe, versionOfSymbol: 0x6fff_ffff } as const;
const symbolBytes = 24;
/** The version of a symbol that has none. */
const unversioned = 1;
/** Of a needed version: nothing fails where it is missing. */
const weak = 2;

/** glibc 2.38 gave functions that read numbers a second name, for binary literals; the first does as well here. */
const tooNew = 'GLIBC_2.38';
const secondName = '__isoc23_';

interface Section { readonly type: number; readonly offset: number; readonly size: number; readonly link: number; readonly count: number }

function sectionsOf(file: Buffer): Section[] {
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f45_4c46 || file[4] !== 2 || file[5] !== 1) throw new Error('It is no 64-bit library for Linux.');
  const [start, size, count] = [Number(file.readBigUInt64LE(40)), file.readUInt16LE(58), file.readUInt16LE(60)];
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    return { type: file.readUInt32LE(at + 4), offset: Number(file.readBigUInt64LE(at + 24)), size: Number(file.readBigUInt64LE(at + 32)), link: file.readUInt32LE(at + 40), count: file.readUInt32LE(at + 44) };
  });
}

function sectionOf(sections: readonly Section[], type: number): Section {
  const found = sections.find((section) => section.type === type);
  if (!found) throw new Error('It has no table of what it imports.');
  return found;
}

function textAt(file: Buffer, offset: number): string {
  return file.toString('latin1', offset, file.indexOf(0, offset));
}

/** Marks the needed version as weak. Returns the numbers by which symbols refer to it. */
function weaken(file: Buffer, needs: Section, names: Section): Set<number> {
  const versions = new Set<number>();
  for (let index = 0, at = needs.offset; index < needs.count; index++) {
    let entry = at + file.readUInt32LE(at + 8);
    for (let version = file.readUInt16LE(at + 2); version > 0; version--) {
      if (textAt(file, names.offset + file.readUInt32LE(entry + 8)) === tooNew) {
        versions.add(file.readUInt16LE(entry + 6));
        file.writeUInt16LE(file.readUInt16LE(entry + 4) | weak, entry + 4);
      }
      entry += file.readUInt32LE(entry + 12);
    }
    at += file.readUInt32LE(at + 12);
  }
  return versions;
}

/** A copy whose imports of glibc 2.38 go by their older names. Throws when one has none. */
export function repairedImports(library: Buffer): Buffer<ArrayBuffer> {
  const file = Buffer.from(library);
  const sections = sectionsOf(file);
  const [symbols, versionOf, needs] = [sectionOf(sections, sectionTypes.dynsym), sectionOf(sections, sectionTypes.versionOfSymbol), sectionOf(sections, sectionTypes.versionNeeds)];
  const [names, needNames] = [sections[symbols.link], sections[needs.link]];
  if (!names || !needNames) throw new Error('Its tables of names are missing.');
  const versions = weaken(file, needs, needNames);
  for (let index = 0; index * symbolBytes < symbols.size; index++) {
    const version = versionOf.offset + index * 2;
    if (!versions.has(file.readUInt16LE(version) & 0x7fff)) continue;
    const symbol = symbols.offset + index * symbolBytes;
    const name = file.readUInt32LE(symbol);
    const text = textAt(file, names.offset + name);
    if (!text.startsWith(secondName)) throw new Error(`It imports ${text} of ${tooNew}, which older systems do not have.`);
    // The older name is the rest of the newer.
    file.writeUInt32LE(name + secondName.length, symbol);
    file.writeUInt16LE(unversioned, version);
  }
  return file;
}
