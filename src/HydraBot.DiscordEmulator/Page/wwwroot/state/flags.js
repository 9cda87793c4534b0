/** Numbers of Discord's API that the page reads (https://discord.com/developers/docs). */
export const MessageFlag = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15, suppressEmbeds: 1 << 2 };

export const ChannelType = { text: 0, voice: 2, category: 4, announcement: 5, announcementThread: 10, publicThread: 11, privateThread: 12, stage: 13, forum: 15 };

export const MessageType = { default: 0, pin: 6, join: 7, threadCreated: 18, reply: 19, chatInput: 20, contextMenu: 23 };

export const CommandType = { chatInput: 1, user: 2, message: 3 };

export const OptionType = {
  subcommand: 1, group: 2, string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10, attachment: 11,
};

export const InteractionType = { command: 2, component: 3, autocomplete: 4, modal: 5 };

export const ComponentType = {
  row: 1, button: 2, stringSelect: 3, textInput: 4, userSelect: 5, roleSelect: 6, mentionableSelect: 7, channelSelect: 8, section: 9,
  text: 10, thumbnail: 11, gallery: 12, file: 13, separator: 14, container: 17, label: 18, fileUpload: 19, radioGroup: 21,
  checkboxGroup: 22, checkbox: 23,
};

export const has = (message, flag) => Boolean((message.flags ?? 0) & flag);
export const isThread = (channel) => channel.type >= 10 && channel.type <= 12;
export const isVoice = (channel) => channel.type === ChannelType.voice || channel.type === ChannelType.stage;
