using HydraBot.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HydraBot.Storage;

/// <summary>Storage: a SQLite file, or PostgreSQL where a connection string is set.</summary>
internal static class StorageRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddStorage()
        {
            builder.AddSettings<StorageOptions, StorageOptionsValidator>("Storage", (options, section) => options.Bind(section));
            builder.Services.TryAddSingleton(TimeProvider.System);
            builder.Services
                .AddSingleton<StorageFolder>()
                .AddSingleton(services => new Migrations(
                    typeof(StorageRegistration).Assembly, services.GetRequiredService<ILogger<Migrations>>()))
                .AddSingleton(Open)
                .AddSingleton(services => services.GetRequiredService<Database>().Source)
                .AddHostedService<StorageStart>();
            return builder.AddHealth<StorageHealth>("storage");
        }
    }

    private static Database Open(IServiceProvider services) =>
        services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString is { Length: > 0 } connectionString
            ? ActivatorUtilities.CreateInstance<PostgresqlDatabase>(services, connectionString)
            : ActivatorUtilities.CreateInstance<SqliteDatabase>(services);
}
