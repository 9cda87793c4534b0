using System.Text;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Client;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Chat;

/// <summary>Asks once and passes on what is written while it is written.</summary>
internal sealed class ModelStream(TimeProvider time)
{
    /// <summary>Ten times a second is more than eyes or any door can use.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Far more than anybody reads; a model that never stops is stopped here.</summary>
    private const int MostText = 200_000;

    /// <summary>The trouble with an answer that somebody stopped.</summary>
    public const string Stopped = "it was stopped";

    /// <summary>Never throws for what a backend does wrong: that is in the reply, with whatever came before it.</summary>
    public async Task<ModelReply> AskAsync(
        IChatClient client, IReadOnlyList<ChatMessage> messages, IReadOnlyList<AITool> tools, IProgress<OperationProgress> progress, CancellationToken stop, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var calls = new List<FunctionCallContent>();
        ChatFinishReason? finish = null;
        CallReport? report = null;
        string? trouble = null;
        var (shown, told) = (time.GetTimestamp(), 0);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellationToken);
        try
        {
            await using var updates = client.GetStreamingResponseAsync(messages, tools.Count == 0 ? null : new ChatOptions { Tools = [.. tools] }, either.Token).GetAsyncEnumerator(either.Token);
            while (true)
            {
                var next = updates.MoveNextAsync().AsTask();
                if (text.Length > told && !next.IsCompleted)
                {
                    // What came last before a pause is told in it, and not with what comes after it.
                    await ((Task)next).WaitAsync(Pace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (!next.IsCompleted)
                        Tell();
                }

                if (!await next)
                    break;
                var update = updates.Current;
                text.Append(update.Text);
                finish = update.FinishReason ?? finish;
                calls.AddRange(update.Contents.OfType<FunctionCallContent>());
                report = update.AdditionalProperties?.GetValueOrDefault(PipelineChatClient.Report) as CallReport ?? report;
                if (text.Length > MostText)
                {
                    trouble = $"it wrote more than {MostText} characters";
                    break;
                }

                if (update.Text.Length > 0 && time.GetElapsedTime(shown) >= Pace)
                    Tell();
            }
        }
        catch (ModelFailedException failed)
        {
            (report, trouble) = (failed.Report, failed.Report.Cause ?? failed.Report.Trouble ?? "it failed");
        }

        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            trouble = Stopped;
        }

        report ??= new CallReport { Status = 200, Trouble = trouble };
        return new ModelReply(text.ToString(), trouble ?? (calls.Count > 0 ? null : EndTrouble(finish, text.Length)), report) { Calls = trouble is null ? calls : [] };

        void Tell()
        {
            progress.Report(new OperationProgress(text.ToString()));
            (shown, told) = (time.GetTimestamp(), text.Length);
        }
    }

    /// <summary>A stream may end in order and still be cut: only a finish reason says that it was all.</summary>
    private static string? EndTrouble(ChatFinishReason? finish, int length) => finish?.Value switch
    {
        "length" => "the model reached its length limit",
        "content_filter" => "its content filter stopped it",
        _ => length == 0 ? "its answer was empty" : null,
    };
}
