namespace HydraBot.Hosting.Status;

/// <summary>How a part of the house joins the status.</summary>
internal static class StatusRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds a section to <c>status</c>.</summary>
        public IHostApplicationBuilder AddStatusSource<TSource>()
            where TSource : class, IStatusSource
        {
            builder.Services.AddSingleton<IStatusSource, TSource>();
            return builder;
        }
    }
}
