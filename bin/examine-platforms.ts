import { type Finding, fix, off, ok } from '#chat/finding.ts';
import type { Config } from '../src/config.ts';
import { platforms, readChannel } from '../src/start/platforms.ts';

/** Asks every platform that is on whether all is well. */
export async function examinePlatforms(config: Config): Promise<Finding[]> {
  const findings = Object.values(platforms).map(async (platform) => {
    const settings = config[platform.name];
    return settings === null ? off(platform.title, `set ${platform.turnOn}`) : platform.examine(settings);
  });
  return (await Promise.all(findings)).flat();
}

/** Asks about each channel that cards and audit lines go to: known, open to the app, and not shared with others. */
export async function examineChannels(config: Config): Promise<Finding[]> {
  const channels = [...new Set([...config.approvalChannels, ...config.auditChannels])];
  return Promise.all(channels.map((channel) => examineChannel(config, channel)));
}

async function examineChannel(config: Config, channel: string): Promise<Finding> {
  try {
    const problem = await channelProblem(config, channel);
    return problem === null
      ? ok('Channel', `${channel} can be posted to`)
      : fix('Channel', `${channel} ${problem}`);
  } catch (error) {
    return fix(
      'Channel',
      `${channel} could not be asked about (${(error as Error).message}). Check the network.`,
    );
  }
}

async function channelProblem(config: Config, channel: string): Promise<string | null> {
  const { platform, id } = readChannel(channel);
  const settings = config[platform.name];
  if (settings === null) return `is in ${platform.title}, which is off: nothing is posted.`;
  return platform.channelProblem(settings, id);
}
