using System.Threading.Channels;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.IntegrationTests.Support;

/// <summary>A door that tells the test what it was told to show.</summary>
public sealed class RecordingDoor : IApprovalDoor, INoticeBoard
{
    private readonly Channel<Approval> _shown = Channel.CreateUnbounded<Approval>();
    private readonly Channel<Approval> _decided = Channel.CreateUnbounded<Approval>();
    private readonly Channel<OperationOutcome> _finished = Channel.CreateUnbounded<OperationOutcome>();
    private readonly Channel<Card> _notices = Channel.CreateUnbounded<Card>();

    /// <summary>When set, every call fails like a connection that broke.</summary>
    public bool Broken { get; set; }

    public ChannelReader<Approval> Shown => _shown.Reader;

    public ChannelReader<Approval> Decided => _decided.Reader;

    public ChannelReader<OperationOutcome> Finished => _finished.Reader;

    public ChannelReader<Card> Notices => _notices.Reader;

    public Task ShowAsync(Approval approval, CancellationToken cancellationToken) => TellAsync(_shown, approval);

    public Task DecidedAsync(Approval approval, CancellationToken cancellationToken) => TellAsync(_decided, approval);

    public IProgress<OperationProgress>? Progress(Approval approval) => null;

    public Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken) => TellAsync(_finished, outcome);

    public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken) => _notices.Writer.WriteAsync(card, cancellationToken);

    private Task TellAsync<T>(Channel<T> channel, T news)
    {
        var broken = Broken;
        channel.Writer.TryWrite(news);
        return broken ? Task.FromException(new IOException("the connection broke")) : Task.CompletedTask;
    }
}
