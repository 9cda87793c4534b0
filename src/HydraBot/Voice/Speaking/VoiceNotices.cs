using System.Collections.Concurrent;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Voice.Speaking;

/// <summary>Says what the house does by itself, where somebody is there to hear it: the urgent at once, nothing twice, nothing at night.</summary>
internal sealed class VoiceNotices(VoiceRoom room, IOptions<VoiceOptions> options, TimeProvider time) : INoticeBoard
{
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _said = new(StringComparer.Ordinal);

    public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
    {
        var feedback = options.Value.Feedback;
        if (!feedback.Enabled || topic == NoticeTopic.Briefing || feedback.IsQuiet(time.GetLocalNow()))
            return ValueTask.CompletedTask;
        var now = time.GetUtcNow();
        var text = card.Spoken ?? card.Title;
        foreach (var (old, _) in _said.Where(said => now - said.Value > Same))
            _said.TryRemove(old, out _);
        if (_said.TryAdd(text, now))
            room.Say(new Utterance(text, Priority(card.Severity), now + feedback.Lifetime));
        return ValueTask.CompletedTask;
    }

    /// <summary>What stays on top of a channel is looked at when somebody wants to know; nobody wants to be told every few minutes how things stand.</summary>
    public ValueTask ShowAsync(Notice notice, CancellationToken cancellationToken) => notice.Pinned ? ValueTask.CompletedTask : PostAsync(notice.Topic, notice.Card, cancellationToken);

    private static SpeechPriority Priority(CardSeverity severity) => severity switch
    {
        CardSeverity.Bad => SpeechPriority.Alert,
        CardSeverity.Warning or CardSeverity.Waiting => SpeechPriority.Attention,
        _ => SpeechPriority.News,
    };
}
