/** What the picker offers: the emoji and the words that find it. */
export const EMOJI = [
  ['✅', 'check mark yes approve'], ['❌', 'cross mark no refuse'], ['👍', 'thumbs up'], ['👎', 'thumbs down'], ['❤️', 'red heart'],
  ['😂', 'tears of joy'], ['🎉', 'party popper'], ['👀', 'eyes'], ['🔥', 'fire'], ['🚀', 'rocket'], ['🙏', 'folded hands thanks'], ['💯', 'hundred points'],
  ['😀', 'grinning face'], ['😄', 'smile'], ['😅', 'sweat smile'], ['😊', 'blush'], ['😍', 'heart eyes'], ['🤔', 'thinking face'], ['😐', 'neutral face'],
  ['😴', 'sleeping'], ['😢', 'crying'], ['😭', 'sobbing'], ['😡', 'angry'], ['😱', 'scream'], ['🤯', 'exploding head'], ['🥳', 'partying face'],
  ['😎', 'sunglasses'], ['🤖', 'robot'], ['👻', 'ghost'], ['💀', 'skull'], ['👋', 'waving hand'], ['👏', 'clap'], ['🙌', 'raised hands'],
  ['🤝', 'handshake'], ['💪', 'muscle'], ['🫡', 'salute'], ['🤷', 'shrug'], ['🐉', 'dragon hydra'], ['🐍', 'snake'], ['🐛', 'bug'], ['🐳', 'whale docker'],
  ['🐘', 'elephant postgres'], ['🌱', 'seedling'], ['☕', 'coffee'], ['🍕', 'pizza'], ['🍪', 'cookie'], ['⭐', 'star'], ['✨', 'sparkles'], ['⚡', 'lightning'],
  ['💡', 'light bulb idea'], ['🔔', 'bell'], ['🔒', 'lock'], ['🔑', 'key'], ['🔧', 'wrench'], ['⚙️', 'gear'], ['🧪', 'test tube'], ['📦', 'package'],
  ['📌', 'pin'], ['📎', 'paperclip'], ['📝', 'memo'], ['📈', 'chart up'], ['📉', 'chart down'], ['🗑️', 'bin'], ['💾', 'floppy disk save'], ['🖥️', 'computer'],
  ['🛑', 'stop'], ['⚠️', 'warning'], ['🚨', 'siren alarm'], ['❓', 'question'], ['❗', 'exclamation'], ['➕', 'plus'], ['➖', 'minus'], ['🔁', 'repeat'],
  ['⏳', 'hourglass'], ['⏰', 'alarm clock'], ['🟢', 'green circle'], ['🟡', 'yellow circle'], ['🔴', 'red circle'], ['🔵', 'blue circle'], ['⚪', 'white circle'],
];

const NAMES = new Map(EMOJI.map(([emoji, words]) => [emoji, words]));
const ONLY_EMOJI = /^(?:\s*(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*|\p{RI}{2})){1,27}\s*$/u;

/** What to call an emoji aloud. */
export const emojiName = (emoji) => (emoji.id ? `:${emoji.name}:` : NAMES.get(emoji.name)?.split(' ').slice(0, 2).join(' ') ?? emoji.name);

/** A message of nothing but emoji is drawn large. */
export const isOnlyEmoji = (text) => ONLY_EMOJI.test(text);
