using System.Text.Json;
using HydraBot.Hosting;
using HydraBot.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Hosting.Settings;

/// <summary>The settings file that is shipped lists every setting there is, with its default.</summary>
public sealed class ShippedSettingsTests : IAsyncDisposable
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "appsettings.json");

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-settings-");
    private readonly WebApplication _house;
    private readonly SettingsSection[] _sections;

    public ShippedSettingsTests()
    {
        _house = HydraBotBuilder.Build($"--Storage:Path={_storage.FullName}", "--Serilog:File:Enabled=false");
        _sections = [.. _house.Services.GetServices<SettingsSection>()];
    }

    public async ValueTask DisposeAsync()
    {
        await _house.DisposeAsync();
        _storage.Delete(recursive: true);
    }

    [Fact]
    public void Every_key_in_it_is_known() =>
        Assert.Empty(new SettingsCheck(_sections).Problems(new ConfigurationBuilder().AddJsonFile(File).Build()));

    [Fact]
    public void Every_setting_has_its_key_in_it()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        var missing = new SettingsCheck(_sections).Keys.Where(key => !Holds(document.RootElement, key.Split(':'))).ToArray();
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_value_in_it_is_the_default()
    {
        var written = new ConfigurationBuilder().AddJsonFile(File).Build();
        foreach (var section in _sections)
        {
            var standard = Activator.CreateInstance(section.Options)!;
            var read = written.GetSection(section.Name).Get(section.Options) ?? throw new InvalidOperationException($"{section.Name} is not in the file.");
            Assert.Equal(JsonSerializer.Serialize(standard, section.Options), JsonSerializer.Serialize(read, section.Options));
        }
    }

    /// <summary>A list or dictionary is there when it is there empty.</summary>
    private static bool Holds(JsonElement element, ReadOnlySpan<string> path) =>
        path is [] or ["*", ..] || (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(path[0], out var next) && Holds(next, path[1..]));
}
