using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Rest;

/// <summary>Sends requests: waits for limits, repeats what may be repeated, stops when Discord refuses the token.</summary>
internal sealed partial class RestSender : IDisposable
{
    private const int LimitedAttempts = 10;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(8);

    private readonly DiscordClientOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RestTransport _transport;
    private readonly RateLimits _limits;
    private readonly InvalidRequestCounter _invalid;
    private readonly TaskCompletionSource<DiscordException> _unauthorized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sent;
    private long _rateLimited;
    private long _retried;

    public RestSender(DiscordClientOptions options, ILogger<RestSender> logger, TimeProvider time)
    {
        _options = options;
        _logger = logger;
        _time = time;
        _transport = new RestTransport(options, time);
        _limits = new RateLimits(new GlobalRateLimit(options.RequestsPerSecond, time), options.LongestRateLimitWait, time);
        _invalid = new InvalidRequestCounter(options.InvalidRequestLimit, time);
    }

    public RestStatistics Statistics =>
        new(Interlocked.Read(ref _sent), Interlocked.Read(ref _rateLimited), Interlocked.Read(ref _retried), _invalid.Count);

    /// <summary>Ends when Discord refused the token; nothing is sent after that.</summary>
    public Task<DiscordException> Unauthorized => _unauthorized.Task;

    public async Task<T> SendAsync<T>(RestRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await SendOptionalAsync(request, type, cancellationToken)
        ?? throw new DiscordException($"{request.Route}: Discord answered without a body where one was expected.");

    public async Task<T?> SendOptionalAsync<T>(RestRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var answer = await ExecuteAsync(request, cancellationToken);
        if (answer.Body.Length == 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type);
        }
        catch (JsonException e)
        {
            throw new DiscordException($"{request.Route}: Discord answered something that is not a {typeof(T).Name}: {e.Message}", e);
        }
    }

    public Task SendAsync(RestRequest request, CancellationToken cancellationToken) => ExecuteAsync(request, cancellationToken);

    public void Dispose() => _transport.Dispose();

    private async Task<RestAnswer> ExecuteAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await AttemptAsync(request, failures, cancellationToken);
            if (answer is { IsSuccess: true })
                return answer;

            if (answer is { Status: HttpStatusCode.TooManyRequests } && attempt < LimitedAttempts)
            {
                LogRateLimited(request.Route.Key, answer.Limit.RetryAfter!.Value.TotalSeconds, answer.Limit.Scope!);
                // With a bucket, the next attempt waits inside of it, in order with the others.
                if (request.SkipsBuckets || (answer.Limit.IsGlobal && request.IsInteraction))
                    await Task.Delay(answer.Limit.RetryAfter.Value, _time, cancellationToken);
                continue;
            }

            if (answer is not null && ((int)answer.Status < 500 || !request.Repeatable || failures >= _options.Retries))
                throw Refused(request, answer, attempt);

            failures++;
            Interlocked.Increment(ref _retried);
            var pause = Backoff.After(failures, FirstRetry, LongestRetry);
            LogRetry(request.Route.Key, answer?.Status.ToString() ?? "no answer", pause.TotalMilliseconds);
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    /// <summary>Sends once. Null: no answer came, and the request may be sent again.</summary>
    private async Task<RestAnswer?> AttemptAsync(RestRequest request, int failures, CancellationToken cancellationToken)
    {
        ThrowIfStopped(request);
        var bucket = await _limits.EnterAsync(request, cancellationToken);
        RestAnswer answer;
        try
        {
            ThrowIfStopped(request);
            Interlocked.Increment(ref _sent);
            answer = await _transport.SendAsync(request, cancellationToken);
        }
        catch (Exception e)
        {
            bucket?.Leave();
            if (e is not RestTransportException broken)
                throw;
            if (failures >= _options.Retries || !(request.Repeatable || broken.NothingSent))
                throw new DiscordException($"{request.Route}: {broken.Message}", broken);
            return null;
        }

        // A server error without the headers says nothing of the limit.
        if (answer.Limit.Bucket is null && (int)answer.Status >= 500)
            bucket?.Leave();
        else
            _limits.Leave(request, bucket, answer.Limit);
        Count(request, answer);
        return answer;
    }

    private void Count(RestRequest request, RestAnswer answer)
    {
        LogAnswered(request.Route.Key, (int)answer.Status);
        if (answer.Status == HttpStatusCode.TooManyRequests)
            Interlocked.Increment(ref _rateLimited);
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (answer.Status == HttpStatusCode.TooManyRequests && !answer.Limit.IsShared))
            _invalid.Add();
    }

    private DiscordRestException Refused(RestRequest request, RestAnswer answer, int attempts)
    {
        var error = RestErrors.Read(request.Route, answer.Status, answer.ReasonPhrase, answer.Text, attempts);
        if (answer.Status == HttpStatusCode.Unauthorized && !request.IsInteraction)
            _unauthorized.TrySetResult(new DiscordException("Discord refused the bot's token (401). Copy it anew from the Bot page of https://discord.com/developers/applications.", error));
        return error;
    }

    private void ThrowIfStopped(RestRequest request)
    {
        if (_unauthorized.Task is { IsCompletedSuccessfully: true } && !request.IsInteraction)
            throw new DiscordException($"{request.Route}: not sent, because Discord refused the bot's token before (401).");
        _invalid.Check();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Route} answered {Status}")]
    private partial void LogAnswered(string route, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Route} met Discord's rate limit ({Scope}): again in {Seconds} s")]
    private partial void LogRateLimited(string route, double seconds, string scope);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Route} failed ({Reason}): again in {Milliseconds:0} ms")]
    private partial void LogRetry(string route, string reason, double milliseconds);
}
