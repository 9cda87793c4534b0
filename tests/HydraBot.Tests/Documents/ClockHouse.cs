using System.Net.Http.Headers;
using System.Text.Json;
using HydraBot.Hosting;
using HydraBot.Testing.Models;
using HydraBot.Tests.Inference.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>The whole house in local mode, with the page's example in it: every door is open, and a model that reaches for the new tool is at hand.</summary>
public sealed class ClockHouse : IAsyncLifetime
{
    public const string Key = "viewer-key-0123456789";

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-clock-");
    private WebApplication? _app;

    internal FakeModelServer Model { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public Uri Page => new($"{Services.GetRequiredService<LocalMode>().Url}/");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Model = await FakeModelServer.StartAsync(Stop);
        Model.Serve = (context, body) => JsonElement.Parse(body).GetProperty("messages").EnumerateArray().Any(message => message.GetProperty("role").GetString() == "tool")
            ? context.SendAsync(Answering.Word("Half past.") + Answering.End)
            : context.SendAsync($"data: {CallOfTheTool}\n\ndata: [DONE]\n\n");
        _app = HydraBotBuilder.Build(
        [
            $"--Storage:Path={_storage.FullName}", "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0",
            $"--Api:Keys:eye:Token={Key}", "--Api:Keys:eye:Access=Viewer",
            $"--Inference:Endpoints:0:Url={Model.Url}", "--Inference:ProbeTimeout=00:00:20", "--Inference:Cache:Enabled=false",
            // The engine of this machine is none of this house's business.
            "--Fleet:Engine=tcp://127.0.0.1:1", "--Sandbox:Engine=tcp://127.0.0.1:1", "--Fleet:Heal:Enabled=false", "--Sandbox:TestAtStart=false",
            "--Serilog:MinimumLevel:Default=Fatal", "--Serilog:File:Enabled=false",
        ], builder => builder.AddClock());
        await _app.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        await Model.DisposeAsync();
        _storage.Delete(recursive: true);
    }

    /// <summary>The HTTP door, with a viewer's key.</summary>
    public HttpClient Http() => new()
    {
        BaseAddress = new Uri(_app!.Urls.Single()),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
    };

    private static string CallOfTheTool => JsonSerializer.Serialize(new
    {
        id = "1",
        @object = "chat.completion.chunk",
        created = 1,
        model = "small",
        choices = new[]
        {
            new
            {
                index = 0,
                delta = new { role = "assistant", tool_calls = new[] { new { index = 0, id = "t1", type = "function", function = new { name = "clock_time", arguments = """{"zone":"Asia/Tokyo"}""" } } } },
                finish_reason = "tool_calls",
            },
        },
    });
}
