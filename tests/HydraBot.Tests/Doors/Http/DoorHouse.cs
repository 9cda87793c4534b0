using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HydraBot.Doors.Chat;
using HydraBot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

/// <summary>The house with its HTTP door open on a free port, its storage in a folder of its own, and no Discord.</summary>
public sealed class DoorHouse : IAsyncLifetime
{
    public const string OwnerKey = "owner-key-0123456789";
    public const string OperatorKey = "operator-key-0123456789";
    public const string ViewerKey = "viewer-key-0123456789";

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-door-");
    private readonly Action<WebApplicationBuilder>? _furnish;
    private readonly string[] _settings = [];
    private WebApplication? _app;

    public DoorHouse()
        : this(furnish: null)
    {
    }

    internal DoorHouse(Action<WebApplicationBuilder>? furnish, params string[] settings) => (_furnish, _settings) = (furnish, settings);

    public IServiceProvider Services => _app!.Services;

    public string Storage => _storage.FullName;

    internal DoorOperations Operations => Services.GetRequiredService<DoorOperations>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = HydraBotBuilder.Build(
        [
            "--Api:Url=http://127.0.0.1:0",
            $"--Storage:Path={Storage}",
            $"--Api:Keys:master:Token={OwnerKey}", "--Api:Keys:master:Access=Owner",
            $"--Api:Keys:hand:Token={OperatorKey}", "--Api:Keys:hand:Access=Operator",
            $"--Api:Keys:eye:Token={ViewerKey}", "--Api:Keys:eye:Access=Viewer",
            // No test of a door restarts the containers of this machine.
            "--Fleet:Heal:Enabled=false",
            .. _settings,
        ],
        builder =>
        {
            // Discord and the emulator are registered by factories, and are not part of this door.
            foreach (var service in builder.Services.Where(s => (s.ServiceType == typeof(IHostedService) && s.ImplementationFactory is not null) || s.ImplementationType == typeof(MembersNow)).ToArray())
                builder.Services.Remove(service);
            builder.Services.PostConfigure<HealthCheckServiceOptions>(health => health.Registrations.Clear());
            builder.AddOperations<DoorOperations>(DoorOperationsJson.Default);
            _furnish?.Invoke(builder);
        });
        await _app.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        _storage.Delete(recursive: true);
    }

    public Task StopAsync() => _app!.StopAsync(CancellationToken.None);

    /// <summary>A client with a key, or with none.</summary>
    public HttpClient Client(string? key = OwnerKey)
    {
        var http = new HttpClient { BaseAddress = new Uri(_app!.Urls.Single()) };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public Task<Answer> GetAsync(string path, string? key = OwnerKey) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), key);

    public Task<Answer> PostAsync(string path, string? json = null, string? key = OwnerKey) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") }, key);

    public async Task<Answer> SendAsync(HttpRequestMessage request, string? key = OwnerKey)
    {
        using (request)
        using (var http = Client(key))
        using (var response = await http.SendAsync(request, Stop))
        {
            return await Answer.ReadAsync(response, Stop);
        }
    }

    /// <summary>Every byte of the data folder, as text.</summary>
    public async Task<string> StoredAsync()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Storage, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync(Stop));
        }

        return text.ToString();
    }

    /// <summary>The newest entries of the audit chain, newest first, as they are told.</summary>
    public async Task<JsonElement[]> AuditAsync()
    {
        var entries = await GetAsync("/constitution/audit?limit=1000");
        return [.. entries.Json.EnumerateArray().Select(entry => entry.GetProperty("entry")).Reverse()];
    }
}

/// <summary>An answer, read.</summary>
public sealed record Answer(HttpStatusCode Status, string? MediaType, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string Type => Json.GetProperty("type").GetString()!;

    public string Detail => Json.GetProperty("detail").GetString()!;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(cancellationToken),
        response.Headers,
        response.Content.Headers);

    /// <summary>Holds a problem to what RFC 9457 and this door promise.</summary>
    public Answer IsProblem(HttpStatusCode status, string type)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal($"urn:hydrabot:problem:{type}", Type);
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.NotEqual("", Json.GetProperty("title").GetString());
        Assert.Equal(Headers.GetValues("X-Correlation-Id").Single(), Json.GetProperty("correlationId").GetString());
        return this;
    }
}
