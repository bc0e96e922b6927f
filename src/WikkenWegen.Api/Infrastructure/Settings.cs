using Microsoft.Extensions.Options;

namespace WikkenWegen.Api.Infrastructure;

/// <summary>Sections of the configuration as options that are checked before the host serves anybody.</summary>
public static class Settings
{
    /// <summary>
    /// Adds the options <typeparamref name="T"/> of a section, to be injected as <typeparamref name="T"/> itself. A setting that cannot be
    /// read, or breaks an annotation of its member, stops the host at its start with a message that names the setting.
    /// </summary>
    public static void AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddOptions<T>().Configure<IConfiguration>((options, configuration) =>
        {
            try
            {
                configuration.GetSection(section).Bind(options);
            }
            catch (InvalidOperationException e)
            {
                throw new OptionsValidationException(section, typeof(T), [$"The settings of {section} cannot be read: {e.Message}"]);
            }
        }).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
