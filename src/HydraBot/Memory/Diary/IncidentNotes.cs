using System.Text.RegularExpressions;
using System.Threading.Channels;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Diary;

/// <summary>Hears of incidents as people do: what went wrong, how it grew, and its end become episodes of one conversation.</summary>
internal sealed partial class IncidentNotes(Memories memories, TimeProvider time) : INoticeBoard
{
    public const string Tag = "incident";

    private const int LongestText = 1_000;

    /// <summary>Whoever tells of an alert does not wait for memory; beyond these the oldest go, which people were told of anyway.</summary>
    private readonly Channel<NewMemory> _told = Channel.CreateBounded<NewMemory>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ShowAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (notice is { Topic: NoticeTopic.Alerts, Pinned: false })
            _told.Writer.TryWrite(Episode(notice));
        return ValueTask.CompletedTask;
    }

    /// <summary>Remembers what was told until somebody stops it.</summary>
    public async Task WriteAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        await foreach (var episode in _told.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await memories.NoteAsync([episode], cancellationToken);
            }
            catch (Exception exception) when (exception is OperationException or Storage.StorageException)
            {
                failed(exception);
            }
        }
    }

    private NewMemory Episode(Notice notice)
    {
        var text = Marks().Replace(notice.Card.Text ?? "", "").Trim();
        return new NewMemory
        {
            Content = Hosting.PlainText.Cut($"{notice.Card.Title}{(text.Length == 0 ? "" : $"\n{text}")}", LongestText),
            Kind = "incident",
            Speaker = "HydraBot",
            SessionId = notice.Key,
            OccurredAt = Moments.Text(Moments.Of(time.GetUtcNow())),
            Source = notice.Key,
            Tags = [Tag],
            Importance = notice.Card.Severity == CardSeverity.Bad ? 0.6 : 0.4,
        };
    }

    /// <summary>Discord's marks: moments that only it shows, and bold.</summary>
    [GeneratedRegex(@" · <t:\d+:\w>|<t:\d+:\w>|\*\*")]
    private static partial Regex Marks();
}
