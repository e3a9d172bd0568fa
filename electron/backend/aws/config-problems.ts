/** What is wrong with an AWS file, in words. Never quotes a value: it could be a secret. */
export interface ConfigProblem {
  file: string;
  message: string;
}

const named = /^(profile|sso-session|services)\s+(["']?)([\w-@+.%:/]+)\2$/;

/** Finds what the AWS loader drops without a word: odd section names, lines before a section, lines without `=`. */
export function findProblems(file: string, kind: 'config' | 'credentials', text: string): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report = (line: number, message: string): void => {
    problems.push({ file, message: `Line ${line}: ${message}` });
  };
  if (text.startsWith('\uFEFF'))
    report(1, 'the file begins with a byte order mark, which hides the first section.');
  let begun = false;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    const trimmed = raw.split(/(^|\s)[;#]/)[0]?.trim() ?? '';
    if (!trimmed) return;
    if (trimmed.startsWith('[')) {
      begun = true;
      const problem = trimmed.endsWith(']')
        ? sectionProblem(trimmed.slice(1, -1).trim(), kind)
        : 'a section without its closing bracket.';
      if (problem) report(line, problem);
    } else if (!begun) {
      report(line, 'a setting outside any section is ignored.');
    } else if (trimmed.indexOf('=') < 1) {
      report(line, 'neither a section nor a setting of the form name = value.');
    }
  });
  return problems;
}

function sectionProblem(section: string, kind: 'config' | 'credentials'): string | undefined {
  if (/(^|\s)__proto__$/.test(section)) return `[${section}] makes the whole file unreadable.`;
  if (kind === 'credentials') {
    return section.startsWith('profile ')
      ? `[${section}] should be written without "profile" in this file.`
      : undefined;
  }
  if (section === 'default' || named.test(section)) return undefined;
  if (/^(profile|sso-session|services)\s/.test(section)) {
    return `[${section}] is ignored: a name may hold letters, digits and _-@+.%:/ only.`;
  }
  return `[${section}] is ignored: in this file it should be written [profile ${section}].`;
}
