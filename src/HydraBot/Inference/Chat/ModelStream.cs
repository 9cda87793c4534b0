using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;

namespace HydraBot.Inference.Chat;

/// <summary>Asks one model and passes on what it writes while it writes.</summary>
internal sealed class ModelStream(InferenceHttp http, TimeProvider time)
{
    /// <summary>Ten times a second is more than eyes or any door can use.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Far more than anybody reads; a model that never stops is stopped here.</summary>
    private const int MostText = 200_000;

    /// <summary>Never throws for what an endpoint does wrong: that is in the reply, with whatever came before it.</summary>
    public async Task<ModelReply> AskAsync(
        Clearance clearance, ModelChoice choice, IReadOnlyList<ChatMessage> messages, IReadOnlyList<AITool> tools, TimeSpan patience, IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var text = new StringBuilder();
        var calls = new List<FunctionCallContent>();
        ChatFinishReason? finish = null;
        UsageDetails? usage = null;
        string? trouble = null;
        var shown = time.GetTimestamp();
        using var client = Client(choice, patience);
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(messages, tools.Count == 0 ? null : new ChatOptions { Tools = [.. tools] }, cancellationToken))
            {
                text.Append(update.Text);
                finish = update.FinishReason ?? finish;
                usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
                calls.AddRange(update.Contents.OfType<FunctionCallContent>());
                trouble = StreamError.Find(update) ?? trouble;
                if (text.Length > MostText)
                {
                    trouble = $"it wrote more than {MostText} characters";
                    break;
                }

                if (update.Text.Length > 0 && time.GetElapsedTime(shown) >= Pace)
                {
                    progress.Report(new OperationProgress(text.ToString()));
                    shown = time.GetTimestamp();
                }
            }
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            trouble = EndpointTrouble.Of(exception, patience);
        }

        return new ModelReply(text.ToString(), trouble ?? (calls.Count > 0 ? null : EndTrouble(finish, text.Length)), usage?.InputTokenCount, usage?.OutputTokenCount) { Calls = trouble is null ? calls : [] };
    }

    /// <summary>A stream may end without an error and still be cut: only a finish reason says that it was all.</summary>
    private static string? EndTrouble(ChatFinishReason? finish, int length) => finish?.Value switch
    {
        null when length == 0 => "it sent no answer",
        null => "the connection ended before the answer did",
        "length" => "the model reached its length limit",
        "content_filter" => "its content filter stopped it",
        _ => length == 0 ? "its answer was empty" : null,
    };

    private IChatClient Client(ModelChoice choice, TimeSpan patience) => new OpenAIClient(
            new ApiKeyCredential(choice.Endpoint.ApiKey is { Length: > 0 } key ? key : "none"),
            new OpenAIClientOptions
            {
                Endpoint = choice.Endpoint.Url,
                Transport = new HttpClientPipelineTransport(http.Client),
                NetworkTimeout = patience,
                RetryPolicy = new ClientRetryPolicy(0), // the next endpoint is the retry
            })
        .GetChatClient(choice.Model)
        .AsIChatClient();
}
