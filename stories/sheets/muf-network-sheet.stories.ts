import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Band, QualityCause } from '../../core/media/quality/figures.ts';
import '../../ui-kit/sheets/muf-network-sheet.ts';
import { connection } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Sheets/Network', ...about('muf-network-sheet') };
export default meta;

const explains = (band: Band, cause: QualityCause | null): StoryObj<Args> => story({ sheet: 'network', given: (scene) => connection(scene, band, cause) });

export const Excellent: StoryObj<Args> = explains('excellent', null);
export const Good: StoryObj<Args> = explains('good', null);
export const Latency: StoryObj<Args> = explains('fair', 'latency');
export const Processor: StoryObj<Args> = explains('fair', 'cpu');
export const UplinkLoss: StoryObj<Args> = explains('poor', 'uplink-loss');
export const UplinkBandwidth: StoryObj<Args> = explains('poor', 'uplink-bandwidth');
export const DownlinkLoss: StoryObj<Args> = explains('poor', 'downlink-loss');
export const DownlinkBandwidth: StoryObj<Args> = explains('poor', 'downlink-bandwidth');
export const Server: StoryObj<Args> = explains('poor', 'server');
export const Offline: StoryObj<Args> = explains('lost', 'offline');
export const FromPageToPage: StoryObj<Args> = story({ sheet: 'network', given: (scene) => {
  connection(scene, 'excellent', null);
  scene.scenario.stores.connection.$connection.set({ status: 'connected', path: 'mesh' });
} });
