using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;

namespace HydraBot.Doors.Chat;

/// <summary>What the bot has to be allowed on its server. The invitation asks for the sum of it; a test holds the calls to those that the house makes.</summary>
internal static class BotPermissions
{
    private const Permissions Read = Permissions.ViewChannel | Permissions.ReadMessageHistory;
    private const Permissions Write = Permissions.ViewChannel | Permissions.SendMessages | Permissions.SendMessagesInThreads | Permissions.EmbedLinks | Permissions.AttachFiles;

    /// <summary>What belongs in an invitation besides: to be a member, and to bring commands.</summary>
    public const string Scopes = "bot applications.commands";

    /// <summary>Each call about a server, and what Discord wants for it (its page, in the section of the same name).</summary>
    public static IReadOnlyDictionary<string, Permissions> ByCall { get; } = new Dictionary<string, Permissions>(StringComparer.Ordinal)
    {
        [nameof(DiscordRest.CreateMessageAsync)] = Write,
        [nameof(DiscordRest.GetMessageAsync)] = Read,
        [nameof(DiscordRest.GetMessagesAsync)] = Read,
        [nameof(DiscordRest.GetReactionsAsync)] = Read,
        [nameof(DiscordRest.CreateReactionAsync)] = Read | Permissions.AddReactions,
        [nameof(DiscordRest.PinMessageAsync)] = Read | Permissions.PinMessages,
        [nameof(DiscordRest.StartThreadFromMessageAsync)] = Permissions.ViewChannel | Permissions.CreatePublicThreads,
        [nameof(DiscordClient.CreateVoiceCall)] = Permissions.ViewChannel | Permissions.Connect | Permissions.Speak,

        // Its own messages are changed and deleted, and members looked up, without more than being there.
        [nameof(DiscordRest.EditMessageAsync)] = Permissions.ViewChannel,
        [nameof(DiscordRest.DeleteMessageAsync)] = Permissions.ViewChannel,
        [nameof(DiscordRest.GetGuildMemberAsync)] = Permissions.None,
    };

    /// <summary>All of it together.</summary>
    public static Permissions All { get; } = ByCall.Values.Aggregate((sum, next) => sum | next);
}
