using HydraBot.Hosting;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HydraBot.Tests;

/// <summary>A house of a few rooms, on the test road.</summary>
internal static class Rooms
{
    public static Task<TestRoad> BuildAsync(Action<IHostApplicationBuilder> rooms, params (string Key, string Value)[] settings) => TestRoad.BuildAsync(
        builder =>
        {
            rooms(builder);
            builder.AddOperationCatalog();
            builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
        },
        settings);
}
