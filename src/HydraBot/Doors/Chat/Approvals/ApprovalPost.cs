using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>A message that shows an approval.</summary>
/// <param name="ApprovalId">Which.</param>
/// <param name="ChannelId">Where.</param>
/// <param name="MessageId">The message.</param>
/// <param name="HasReactions">True for the post in the approvals channel, which carries ✅ and ❌ to press.</param>
internal sealed record ApprovalPost(Guid ApprovalId, Snowflake ChannelId, Snowflake MessageId, bool HasReactions);
