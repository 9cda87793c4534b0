using System.Text.Json.Serialization;
using HydraBot.ClaudeCode.ChannelServer;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.ClaudeCode.Messages;
using HydraBot.ClaudeCode.Owned;
using HydraBot.ClaudeCode.Permissions;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode;

[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SessionBegun))]
[JsonSerializable(typeof(MessageSent))]
[JsonSerializable(typeof(SessionReply))]
[JsonSerializable(typeof(PermissionGiven))]
[JsonSerializable(typeof(HooksChanged))]
[JsonSerializable(typeof(Card))]
internal sealed partial class ClaudeCodeJson : JsonSerializerContext;
