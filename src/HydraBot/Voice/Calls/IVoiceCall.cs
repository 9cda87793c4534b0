using System.Threading.Channels;
using HydraBot.Governance.Operations;

namespace HydraBot.Voice.Calls;

/// <summary>Being in one voice channel.</summary>
internal interface IVoiceCall : IAsyncDisposable
{
    /// <summary>The channel's name.</summary>
    string Channel { get; }

    /// <summary>What others say, as it comes.</summary>
    ChannelReader<HeardFrame> Heard { get; }

    /// <summary>Ends when the call does; with the reason, where somebody else ended it.</summary>
    Task Completion { get; }

    /// <summary>Called when a member leaves the call. Must not block.</summary>
    Action<ulong>? MemberLeft { get; set; }

    /// <summary>Says Opus frames of 20 ms, in their own time.</summary>
    Task SpeakAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> opus, CancellationToken cancellationToken);

    /// <summary>The member behind a voice, with the access that they have now; null for other bots.</summary>
    ValueTask<Caller?> IdentifyAsync(ulong memberId, CancellationToken cancellationToken);

    /// <summary>Writes to the text channel that belongs to the voice channel.</summary>
    Task WriteAsync(Card card, CancellationToken cancellationToken);

    /// <summary>Asks below a card with ✅ and ❌; ends with the answer of that member, and with null when cancelled.</summary>
    Task<bool?> AskAsync(Card card, ulong memberId, CancellationToken cancellationToken);

    /// <summary>How private the call is; with the code to compare with a member.</summary>
    CallPrivacy Privacy(ulong? memberId);
}
