using System.Text.Json.Serialization.Metadata;

namespace HydraBot.Discord.Rest;

internal sealed class RestSender
{
    public RestStatistics Statistics => throw new NotSupportedException();
    public Task<T> SendAsync<T>(RestRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class => throw new NotSupportedException();
    public Task<T?> SendOptionalAsync<T>(RestRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class => throw new NotSupportedException();
    public Task SendAsync(RestRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
