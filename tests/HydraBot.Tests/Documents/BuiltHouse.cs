using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>A house that was built and never started: what it knows, documents may speak of.</summary>
public sealed class BuiltHouse : IAsyncLifetime
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-documents-");
    private readonly WebApplication _house;
    private readonly (string[] Methods, RoutePattern Pattern)[] _routes;

    public BuiltHouse()
    {
        // The page that adds an operation speaks of it as if it were there.
        _house = HydraBotBuilder.Build([$"--Storage:Path={_storage.FullName}", "--Serilog:File:Enabled=false"], builder => builder.AddClock());
        SettingKeys = [.. new SettingsCheck(_house.Services.GetServices<SettingsSection>()).Keys.Select(key => key.Split(':'))];
        Catalog = _house.Services.GetRequiredService<OperationCatalog>();
        _routes = [.. ((IEndpointRouteBuilder)_house).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.ToArray() ?? [], route.RoutePattern))];
    }

    /// <summary>Every setting, by its parts; entries of lists and dictionaries are a star.</summary>
    internal IReadOnlyList<string[]> SettingKeys { get; }

    internal OperationCatalog Catalog { get; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _house.DisposeAsync();
        _storage.Delete(recursive: true);
    }

    /// <summary>Whether there is a setting of this name; or, for a section, settings below it. A part in angle brackets stands for any.</summary>
    internal bool Knows(string setting, bool orSection = false)
    {
        var parts = setting.Split(':');
        return SettingKeys.Any(key => (key.Length == parts.Length || (orSection && key.Length > parts.Length))
            && parts.Zip(key).All(pair => pair.Second == "*" || pair.First is ['<', ..] || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a call is mapped. A part in braces or a star stands for any.</summary>
    internal bool Serves(string method, string path)
    {
        var parts = path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["operations", var name] && name is not ['{', ..] && !Catalog.All.Any(operation => operation.Name == name))
            return false;
        return _routes.Any(route => (route.Methods.Length == 0 || route.Methods.Contains(method)) && Fits(route.Pattern, parts));
    }

    private static bool Fits(RoutePattern pattern, string[] parts)
    {
        for (var index = 0; index < parts.Length; index++)
        {
            if (index == pattern.PathSegments.Count)
                return false;
            var segment = pattern.PathSegments[index].Parts;
            if (segment is [RoutePatternParameterPart { IsCatchAll: true }])
                return true;
            if (segment is [RoutePatternLiteralPart literal] && literal.Content != parts[index] && parts[index] is not ("*" or ['{', ..]))
                return false;
        }

        return parts.Length == pattern.PathSegments.Count;
    }
}
