import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { doWithout, folder, run, start } from './server.ts';

/** ElasticMQ, whose jars Maven brings once. */
export const VERSION = '1.7.1';

const home = path.join(folder, 'elasticmq', VERSION);
const jars = path.join(home, 'jars');

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>spillway</groupId>
  <artifactId>elasticmq</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.elasticmq</groupId>
      <artifactId>elasticmq-rest-sqs_2.13</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/** Starts ElasticMQ for the whole run. Without Java, Maven or the jars the suite is skipped, and says so. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    await run('java', ['-version']);
    await install();
  } catch (error) {
    return doWithout(project, `ElasticMQ ${VERSION}`, error);
  }
  const server = await start(
    'java',
    ['-cp', path.join(jars, '*'), path.join(import.meta.dirname, 'ElasticMq.java')],
    /ElasticMQ ready: (http:\S+)/,
  );
  project.provide('peer', { endpoint: server.match[1] ?? '' });
  return server.stop;
}

async function install(): Promise<void> {
  const done = path.join(home, 'complete');
  if (existsSync(done)) return;
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'pom.xml'), POM);
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
  await run('mvn', ['-q', '-B', copy, `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'], { cwd: home });
  writeFileSync(done, '');
}
