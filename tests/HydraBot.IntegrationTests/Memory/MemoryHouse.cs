using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HydraBot.Hosting.Status;
using HydraBot.IntegrationTests.Support;
using HydraBot.Memory;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.IntegrationTests.Memory;

/// <summary>A house on a backend that may have a past, with its HTTP door open and no Discord.</summary>
public sealed class MemoryHouse : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private MemoryHouse(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "owner-key-0123456789");
    }

    public IServiceProvider Services => _app.Services;

    public static async Task<MemoryHouse> StartAsync(Backend backend, params string[] more)
    {
        var settings = backend.Settings.Where(setting => setting.Key != "Constitution:Path").Select(setting => $"--{setting.Key}={setting.Value}");
        var app = HydraBotBuilder.Build(
            ["--Api:Url=http://127.0.0.1:0", "--Api:Keys:master:Token=owner-key-0123456789", "--Api:Keys:master:Access=Owner", "--Memory:Night:Enabled=false", .. settings, .. more],
            builder =>
            {
                foreach (var service in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationFactory is not null).ToArray())
                    builder.Services.Remove(service);
                builder.Services.PostConfigure<HealthCheckServiceOptions>(health => health.Registrations.Clear());
            });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new MemoryHouse(app);
    }

    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        return await ReadAsync(await _http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until memory's section of the status holds something.</summary>
    internal async Task UntilAsync(Func<StatusSection, bool> holds)
    {
        var source = Services.GetServices<IStatusSource>().OfType<MemoryStatus>().Single();
        var since = TimeProvider.System.GetTimestamp();
        while (await source.ReadAsync(TestContext.Current.CancellationToken) is { } section && !holds(section))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30), $"It never came to that: {section.Text}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async Task<JsonElement> DeleteAsync(string path) => await ReadAsync(await _http.DeleteAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    /// <summary>The contents that a search finds, best first.</summary>
    public async Task<string[]> SearchAsync(string query, string more = "") =>
        [.. (await GetAsync($"/memory/search?q={Uri.EscapeDataString(query)}{more}")).EnumerateArray().Select(memory => memory.GetProperty("content").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, text);
            return JsonElement.Parse(text);
        }
    }
}
